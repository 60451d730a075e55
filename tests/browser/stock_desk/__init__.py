"""The same site with Django's own admin, without a template or class of ours: what its pages have wrong is not our doing."""
