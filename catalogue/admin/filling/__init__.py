"""The page on which a product's sheet is filled in: all its features below each other, saved at once."""

from catalogue.admin.filling.page import FillsSheet as FillsSheet
