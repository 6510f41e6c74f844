-- One row per product category, with a small number for the joins of the facts. Unknown, number 0, is the category of products without
-- one and of items whose product is not in the products.
SELECT
    category,
    CAST(CASE WHEN category = 'Unknown' THEN 0 ELSE ROW_NUMBER() OVER (ORDER BY category) END AS INT) AS category_key
FROM (
    SELECT COALESCE(category, 'Unknown') AS category FROM products
    UNION
    SELECT 'Unknown' AS category
) named
