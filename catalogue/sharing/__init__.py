"""What a link shows where people pass it on: pictures of insoles from the data, and how every share picture is kept and answered."""

from catalogue.sharing.answers import picture_answer
from catalogue.sharing.insoles import product_picture, shared_insole

__all__ = ["picture_answer", "product_picture", "shared_insole"]
