"""The indexes that somebody who tunes the baseline's queries would add: each GROUP BY reads one of them and no table."""

from django.db import connection

INDEXES = {
    "catalogue_product": ("status, brand_id", "status, category", "status, sort_key, slug"),
    "catalogue_specentry": (
        "feature_id, state, choice_id, product_id",
        "feature_id, state, number, product_id",
        "product_id, state",
        "product_id, feature_id, choice_id",
    ),
    "catalogue_offer": ("currency, product_id, price_kind, amount, pairs",),
    "catalogue_suitability": ("voice, says, problem_id, product_id",),
}


def add_indexes() -> None:
    """Make them, and let the database look at how its rows are spread."""
    with connection.cursor() as cursor:
        for table, indexes in INDEXES.items():
            for number, columns in enumerate(indexes):
                cursor.execute(f"CREATE INDEX baseline_{table}_{number} ON {table} ({columns})")
        cursor.execute("ANALYZE")
