SELECT
    customer_id,
    first_name,
    last_name,
    email,
    customer_segment,
    preferred_channel,
    generation_segment,
    ROUND(CAST(age_years AS DECIMAL(18, 6)), 1) AS age_years,
    city,
    state,
    country,
    days_since_registration,
    customer_tenure_segment,
    loyalty_tier,
    points_balance,
    lifetime_value,
    value_segment,
    ROUND(CAST(redemption_rate AS DECIMAL(28, 12)), 4) AS redemption_rate,
    total_transactions,
    total_spent,
    ROUND(CAST(avg_order_value AS DECIMAL(18, 6)), 2) AS avg_order_value,
    first_purchase_date,
    last_purchase_date,
    channels_used,
    shopping_days,
    transactions_last_90d,
    spent_last_90d,
    customer_status,
    recency_score,
    frequency_score,
    monetary_score,
    ROUND(CAST(customer_health_score AS DECIMAL(18, 6)), 2) AS customer_health_score,
    churn_risk_flag,
    satisfaction_risk_flag,
    has_urgent_issues,
    total_app_sessions,
    total_session_minutes,
    ROUND(CAST(avg_session_duration AS DECIMAL(18, 6)), 1) AS avg_session_duration,
    total_pages_viewed,
    total_actions_taken,
    ROUND(CAST(app_engagement_score AS DECIMAL(18, 6)), 1) AS app_engagement_score,
    last_app_use_date,
    unique_device_types,
    is_app_user,
    is_digital_native,
    total_support_tickets,
    resolved_support_tickets,
    urgent_support_tickets,
    ROUND(CAST(avg_satisfaction AS DECIMAL(18, 6)), 2) AS avg_satisfaction,
    support_satisfaction_level,
    last_ticket_date,
    channel_expansion_opportunity,
    tier_upgrade_opportunity,
    app_adoption_opportunity,
    net_revenue,
    cost_of_goods,
    shipping_cost,
    support_cost,
    profile_created_at
FROM customer_analytics_c360
WHERE (:customer_status_count = 0 OR customer_status IN (:customer_status))
    AND (:customer_segment_count = 0 OR customer_segment IN (:customer_segment))
    AND (:loyalty_tier_count = 0 OR loyalty_tier IN (:loyalty_tier))
    AND (
        CAST(:min_health_score AS DECIMAL(18, 6)) IS NULL
        OR ROUND(CAST(customer_health_score AS DECIMAL(18, 6)), 2) >= CAST(:min_health_score AS DECIMAL(18, 6))
    )
    AND (
        CAST(:max_health_score AS DECIMAL(18, 6)) IS NULL
        OR ROUND(CAST(customer_health_score AS DECIMAL(18, 6)), 2) <= CAST(:max_health_score AS DECIMAL(18, 6))
    )
    AND (CAST(:min_lifetime_value AS DECIMAL(18, 6)) IS NULL OR lifetime_value >= CAST(:min_lifetime_value AS DECIMAL(18, 6)))
    AND (CAST(:max_lifetime_value AS DECIMAL(18, 6)) IS NULL OR lifetime_value <= CAST(:max_lifetime_value AS DECIMAL(18, 6)))
    AND (NOT CAST(:churn_risk_only AS BOOLEAN) OR churn_risk_flag)
    AND (CAST(:has_app_usage AS BOOLEAN) IS NULL OR is_app_user = CAST(:has_app_usage AS BOOLEAN))
ORDER BY customer_health_score DESC, total_spent DESC, customer_id
LIMIT :limit
