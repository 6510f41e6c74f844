-- One row per known customer: all facts side by side, and what stands where a customer has none (0, Not Enrolled; null for dates, means
-- and rates that nothing is known of).
SELECT
    k.customer_key,
    COALESCE(m.loyalty_tier, 'Not Enrolled') AS loyalty_tier,
    CASE WHEN m.customer_key IS NULL THEN 0 ELSE m.points_balance END AS points_balance,
    CAST(COALESCE(m.lifetime_value, 0) AS DECIMAL(18, 2)) AS lifetime_value,
    COALESCE(m.value_segment, 'Not Enrolled') AS value_segment,
    m.redemption_rate,
    COALESCE(p.total_transactions, 0) AS total_transactions,
    CAST(COALESCE(p.total_spent, 0) AS DECIMAL(18, 2)) AS total_spent,
    COALESCE(CAST(p.total_spent AS DOUBLE) / p.total_transactions, 0e0) AS avg_order_value,
    p.first_purchase_date,
    p.last_purchase_date,
    unix_date(r.as_of) - unix_date(p.last_purchase_date) AS days_since_purchase,
    COALESCE(p.channels_used, 0) AS channels_used,
    COALESCE(p.shopping_days, 0) AS shopping_days,
    COALESCE(p.transactions_last_90d, 0) AS transactions_last_90d,
    CAST(COALESCE(p.spent_last_90d, 0) AS DECIMAL(18, 2)) AS spent_last_90d,
    COALESCE(a.total_app_sessions, 0) AS total_app_sessions,
    COALESCE(a.total_session_minutes, 0) AS total_session_minutes,
    COALESCE(a.avg_session_duration, 0e0) AS avg_session_duration,
    COALESCE(a.total_pages_viewed, 0) AS total_pages_viewed,
    COALESCE(a.total_actions_taken, 0) AS total_actions_taken,
    COALESCE(a.app_engagement_score, 0e0) AS app_engagement_score,
    a.last_app_use_date,
    COALESCE(a.unique_device_types, 0) AS unique_device_types,
    COALESCE(t.total_support_tickets, 0) AS total_support_tickets,
    COALESCE(t.resolved_support_tickets, 0) AS resolved_support_tickets,
    COALESCE(t.urgent_support_tickets, 0) AS urgent_support_tickets,
    t.avg_satisfaction,
    t.last_ticket_date,
    CAST(COALESCE(g.net_revenue, 0) AS DECIMAL(18, 2)) AS net_revenue,
    CAST(COALESCE(g.cost_of_goods, 0) AS DECIMAL(18, 2)) AS cost_of_goods,
    CAST(COALESCE(h.shipping_cost, 0) AS DECIMAL(18, 2)) AS shipping_cost,
    CAST(COALESCE(t.total_support_tickets, 0) * r.support_cost_per_ticket AS DECIMAL(18, 2)) AS support_cost,
    r.profile_created_at
FROM known_customers k
CROSS JOIN run r
LEFT JOIN memberships m ON m.customer_key = k.customer_key
LEFT JOIN customer_purchases p ON p.customer_key = k.customer_key
LEFT JOIN customer_sessions a ON a.customer_key = k.customer_key
LEFT JOIN customer_tickets t ON t.customer_key = k.customer_key
LEFT JOIN customer_margins g ON g.customer_key = k.customer_key
LEFT JOIN customer_shipping h ON h.customer_key = k.customer_key
