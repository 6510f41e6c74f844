SELECT
    segment_name,
    COUNT(*) AS customer_count,
    ROUND(CAST(CAST(SUM(lifetime_value) AS DOUBLE) / COUNT(lifetime_value) AS DECIMAL(18, 6)), 2) AS avg_lifetime_value,
    ROUND(
        CAST(CAST(SUM(recency_score + frequency_score + monetary_score) AS DOUBLE) / (3 * COUNT(*)) AS DECIMAL(18, 6)),
        2
    ) AS avg_health_score,
    ROUND(CAST(COUNT(*) FILTER (WHERE churn_risk_flag) * 100e0 / COUNT(*) AS DECIMAL(18, 6)), 1) AS churn_risk_percentage
FROM (
    SELECT
        CASE :by
            WHEN 'value_segment' THEN value_segment
            WHEN 'customer_segment' THEN customer_segment
            WHEN 'loyalty_tier' THEN loyalty_tier
            WHEN 'generation_segment' THEN generation_segment
            WHEN 'customer_tenure_segment' THEN customer_tenure_segment
            WHEN 'customer_status' THEN customer_status
        END AS segment_name,
        lifetime_value, recency_score, frequency_score, monetary_score, churn_risk_flag
    FROM customer_analytics_c360
) customers
GROUP BY segment_name
ORDER BY avg_lifetime_value DESC, segment_name NULLS LAST
