# Varnish in front of Tomcat, itself behind something that ends TLS. Varnish 7.1 is started with:
#   varnishd … -p http_req_hdr_len=98304 -p http_req_size=131072 -p workspace_client=256k -p workspace_backend=256k
# The built-in VCL passes requests with Authorization or Cookie, and appends to X-Forwarded-For.
vcl 4.1;
backend tomcat { .host = "127.0.0.1"; .port = "8080"; }
sub vcl_recv {
    unset req.http.Forwarded;                      # what a client sends is not passed on
    set req.http.X-Forwarded-Host = req.http.Host;
    # X-Forwarded-Proto and -Port are written by what ends TLS; without it: unset both
    if (req.http.upgrade ~ "(?i)websocket") { return (pipe); }
}
sub vcl_pipe {
    if (req.http.upgrade) {
        set bereq.http.upgrade = req.http.upgrade;
        set bereq.http.connection = req.http.connection;
    }
}
