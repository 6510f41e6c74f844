SELECT
    customer_segment,
    customer_count,
    total_revenue,
    ROUND(CAST(CAST(total_revenue AS DOUBLE) / customer_count AS DECIMAL(18, 6)), 2) AS avg_revenue_per_customer,
    ROUND(
        CAST(CAST(total_revenue AS DOUBLE) * 100 / NULLIF(CAST(SUM(total_revenue) OVER () AS DOUBLE), 0e0) AS DECIMAL(18, 6)),
        2
    ) AS percentage_of_total_revenue
FROM (
    SELECT customer_segment, COUNT(*) AS customer_count, CAST(SUM(total_spent) AS DECIMAL(18, 2)) AS total_revenue
    FROM customer_analytics_c360
    GROUP BY customer_segment
) segments
ORDER BY total_revenue DESC, customer_segment NULLS LAST
