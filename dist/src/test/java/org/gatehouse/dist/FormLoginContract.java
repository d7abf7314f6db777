package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.lab.Lab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by the form of an application, in a Tomcat as it comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FormLoginContract {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Path home;
    private final HttpClient client = HttpClient.newHttpClient();

    @AutoClose
    private Lab lab;

    @AutoClose
    private StockTomcat tomcat;

    private int port;

    /** @param home where the stock archive was unpacked */
    FormLoginContract(String home) {
        this.home = Path.of(home);
    }

    @BeforeAll
    void startLabAndTomcat(@TempDir Path directory) throws Exception {
        lab = Lab.start();
        Path base = directory.resolve("base");
        StockTomcat.prepare(home, base, Archive.extractValve(directory));
        Files.writeString(base.resolve("conf/sso-conditions.xml"), """
                <conditions><browsers><deny>Phone</deny></browsers></conditions>
                """);
        Files.writeString(base.resolve("conf/tomcat-users.xml"), """
                <tomcat-users xmlns="http://tomcat.apache.org/xml">
                  <user username="alice" password="Wonderland1!" roles="writer"/>
                </tomcat-users>
                """);
        deploy(base.resolve("webapps/form.war"));
        tomcat = StockTomcat.run(home, base);
        port = tomcat.awaitStart();
    }

    private void deploy(Path war) throws IOException {
        new WebArchive()
                .valve("keytab=\"" + lab.keytab() + "\" fallback=\"form\""
                        + " conditions=\"${catalina.base}/conf/sso-conditions.xml\"")
                .file("login.jsp", "please sign in\n")
                .file("wrong.jsp", "wrong password\n")
                .file(
                        "deep/page.jsp",
                        "${pageContext.request.method} ${pageContext.request.queryString} by"
                                + " ${pageContext.request.remoteUser}: ${param.field}\n")
                .file("WEB-INF/web.xml", """
                        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                          <security-constraint>
                            <web-resource-collection>
                              <web-resource-name>all</web-resource-name>
                              <url-pattern>/*</url-pattern>
                              <http-method>GET</http-method>
                            </web-resource-collection>
                            <auth-constraint><role-name>**</role-name></auth-constraint>
                          </security-constraint>
                          <security-constraint>
                            <web-resource-collection>
                              <web-resource-name>posts</web-resource-name>
                              <url-pattern>/*</url-pattern>
                              <http-method-omission>GET</http-method-omission>
                            </web-resource-collection>
                            <auth-constraint><role-name>writer</role-name></auth-constraint>
                          </security-constraint>
                          <security-role><role-name>writer</role-name></security-role>
                          <login-config>
                            <auth-method>FORM</auth-method>
                            <form-login-config>
                              <form-login-page>/login.jsp</form-login-page>
                              <form-error-page>/wrong.jsp</form-error-page>
                            </form-login-config>
                          </login-config>
                        </web-app>
                        """)
                .write(war);
    }

    private HttpResponse<String> get(String path, String cookie) throws Exception {
        return send(request(path, cookie).GET());
    }

    private HttpResponse<String> post(String path, String form, String cookie) throws Exception {
        return send(request(path, cookie).header("Content-Type", FORM).POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("User-Agent", "Phone")
                .header("Accept", "text/html");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> answer) {
        String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    @Test
    void ruleLeadsToTheFormAndTheRightPasswordToTheDeepLink() throws Exception {
        String wayBack = "/form/gatehouse-sso/return?return=%2Fform%2Fdeep%2Fpage.jsp%3Fa%3Db%2520c";
        HttpResponse<String> page = get("/form/deep/page.jsp?a=b%20c", "");
        HttpResponse<String> form = get(wayBack, "");
        String cookie = cookie(form);
        HttpResponse<String> wrong = post("/form/j_security_check", "j_username=alice&j_password=guessed", cookie);
        HttpResponse<String> right = post("/form/j_security_check", "j_username=alice&j_password=Wonderland1!", cookie);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("data-on=\"" + wayBack + "\"");
        assertThat(form.body()).isEqualTo("please sign in\n");
        assertThat(wrong.body()).isEqualTo("wrong password\n");
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(right.headers().firstValue("Location")).hasValue(wayBack);
        assertThat(get(wayBack, cookie(right)).headers().firstValue("Location"))
                .hasValue("/form/deep/page.jsp?a=b%20c");
        assertThat(get("/form/deep/page.jsp?a=b%20c", cookie(right)).body()).isEqualTo("GET a=b%20c by alice: \n");
    }

    @Test
    void bodyOfAPostIsSentAgainAfterTheSignIn() throws Exception {
        String cookie = cookie(post("/form/deep/page.jsp?a=b", "field=c+d", ""));

        HttpResponse<String> right = post("/form/j_security_check", "j_username=alice&j_password=Wonderland1!", cookie);

        assertThat(get("/form/deep/page.jsp?a=b", cookie(right)).body()).isEqualTo("POST a=b by alice: c d\n");
    }

    /** Tomcat 11 throws where others pass over what they cannot decode. */
    @Test
    void whatCannotBeDecodedIsNoErrorOfTheServer() throws Exception {
        HttpResponse<String> go = get("/form/gatehouse-sso/go?return=%ff", "");
        HttpResponse<String> form = post("/form/j_security_check", "j_username=alice&j_password=%ff", "");

        assertThat(go.statusCode()).isEqualTo(302);
        assertThat(go.headers().firstValue("Location")).hasValue("/form/gatehouse-sso/return?return=%2Fform%2F");
        assertThat(form.statusCode()).isIn(200, 400);
    }

    @Test
    void everyoneElseIsAskedForATicket() throws Exception {
        HttpResponse<String> challenge = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/form/"))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(challenge.statusCode()).isEqualTo(401);
        assertThat(challenge.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
    }
}
