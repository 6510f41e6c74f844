-- One row per product: its category's number and what one piece costs. An unknown cost counts as 0.
SELECT
    p.product_id,
    c.category_key,
    COALESCE(p.cost, 0) AS cost
FROM products p
JOIN categories c ON c.category = COALESCE(p.category, 'Unknown')
