package org.gatehouse.valve;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A browser that is not asked to sign in with a ticket: it keeps its session's cookie, and follows no redirect by itself. */
final class FormBrowser {
    private final TestTomcat tomcat;
    private String cookie = "";

    FormBrowser(TestTomcat tomcat) {
        this.tomcat = tomcat;
    }

    String cookie() {
        return cookie;
    }

    /** Another user has sat down, or another browser has got hold of it. */
    FormBrowser with(String otherCookie) {
        cookie = otherCookie;
        return this;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(tomcat.request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String form, String... headers) throws Exception {
        return send(tomcat.request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** Sends the form. */
    HttpResponse<String> signIn(String user, String password, String... headers) throws Exception {
        return post("/j_security_check", credentials(user, password), headers);
    }

    HttpResponse<String> signIn(String user) throws Exception {
        return signIn(user, FormApplication.PASSWORD);
    }

    static String credentials(String user, String password) {
        return "j_username=" + user + "&j_password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        request.header("User-Agent", "Form").header("Accept", "text/html");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> answer = tomcat.send(request.build());
        answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("JSESSIONID="))
                .forEach(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    /** Goes where an answer leads. */
    HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
        return get(path(answer).orElseThrow());
    }

    /** Where an answer leads, without this server's address and the session. */
    static Optional<String> path(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(location ->
                        location.replaceFirst("^http://127[^/]*", "").replaceFirst(";jsessionid=[0-9A-F]+", ""));
    }
}
