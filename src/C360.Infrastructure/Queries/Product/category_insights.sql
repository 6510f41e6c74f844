SELECT
    category,
    customer_count,
    ROUND(CAST(CAST(total_revenue AS DOUBLE) / transactions AS DECIMAL(18, 6)), 2) AS avg_order_value,
    total_revenue,
    ROUND(CAST(CAST(repeat_customers AS DOUBLE) / customer_count AS DECIMAL(28, 12)), 4) AS repeat_purchase_rate
FROM category_sales
ORDER BY total_revenue DESC, category
