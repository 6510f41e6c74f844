SELECT
    customer_tier,
    COUNT(*) AS customer_count,
    CAST(SUM(net_revenue) AS DECIMAL(18, 2)) AS total_revenue,
    CAST(SUM(net_revenue - cost_of_goods) AS DECIMAL(18, 2)) AS gross_profit,
    ROUND(
        CAST(
            CAST(SUM(net_revenue - cost_of_goods - shipping_cost - support_cost) AS DOUBLE) / NULLIF(CAST(SUM(net_revenue) AS DOUBLE), 0e0)
            AS DECIMAL(28, 12)
        ),
        4
    ) AS avg_profit_margin,
    ROUND(CAST(CAST(SUM(shipping_cost + support_cost) AS DOUBLE) / COUNT(*) AS DECIMAL(18, 6)), 2) AS cost_to_serve
FROM (
    SELECT
        CASE :by
            WHEN 'loyalty_tier' THEN loyalty_tier
            WHEN 'customer_segment' THEN customer_segment
            WHEN 'value_segment' THEN value_segment
        END AS customer_tier,
        net_revenue, cost_of_goods, shipping_cost, support_cost
    FROM customer_analytics_c360
) customers
GROUP BY customer_tier
ORDER BY total_revenue DESC, customer_tier NULLS LAST
