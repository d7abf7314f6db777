package org.gatehouse.valve;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser that is not asked to sign in with a ticket: it keeps its session's cookie, and follows no redirect by itself, but the script of
 * the valve's page.
 */
final class FormBrowser {
    private static final Pattern ONWARD = Pattern.compile("data-on=\"([^\"]+)\"");

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

    /** Opens an address, and goes on as the script of the valve's page does. */
    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpResponse<String> answer = send(tomcat.request(path, headers).GET());
        Matcher page = ONWARD.matcher(answer.body());
        return page.find() ? get(page.group(1).replace("&amp;", "&"), headers) : answer;
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

    /** Goes where an answer leads, over the valve's own address for those who come back. */
    HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
        HttpResponse<String> next = get(path(answer).orElseThrow());
        return next.statusCode() == 302 ? follow(next) : next;
    }

    /** Where an answer leads, without this server's address and the session. */
    static Optional<String> path(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(location ->
                        location.replaceFirst("^http://127[^/]*", "").replaceFirst(";jsessionid=[0-9A-F]+", ""));
    }
}
