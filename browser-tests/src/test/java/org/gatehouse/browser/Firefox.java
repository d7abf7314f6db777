package org.gatehouse.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Firefox, with a new profile of its own, driven over WebDriver BiDi: Debian has no driver for it. */
final class Firefox implements Browser {
    private static final Path PROGRAM = Path.of("/usr/bin/firefox-esr");
    private static final Pattern LISTENING = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");
    private static final long PATIENCE = 30;

    private final Process process;
    private final BiDi bidi;
    private String context;

    private Firefox(Process process, BiDi bidi) throws IOException {
        this.process = process;
        this.bidi = bidi;
        bidi.call("session.new", Map.of("capabilities", Map.of()));
        this.context = page(bidi.call("browsingContext.getTree", Map.of()));
    }

    private static String page(Map<?, ?> tree) throws IOException {
        if (tree.get("contexts") instanceof List<?> contexts && contexts.get(0) instanceof Map<?, ?> first) {
            return String.valueOf(first.get("context"));
        }
        throw new IOException("Firefox has no page open: " + tree);
    }

    /**
     * A browser that trusts some sites.
     *
     * @param environment with the place of the tickets
     * @param profile a new directory for the browser's own files
     * @param trusted the hosts that may have the user's tickets
     */
    static Firefox start(Map<String, String> environment, Path profile, String trusted) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("There is no Firefox for this test. Install the package firefox-esr.");
        }
        Files.writeString(profile.resolve("user.js"), """
                user_pref("network.negotiate-auth.trusted-uris", "%s");
                user_pref("app.update.enabled", false);
                user_pref("browser.shell.checkDefaultBrowser", false);
                user_pref("datareporting.policy.dataSubmissionEnabled", false);
                user_pref("network.captive-portal-service.enabled", false);
                user_pref("network.connectivity-service.enabled", false);
                user_pref("dom.security.https_first", false);
                """.formatted(trusted));
        ProcessBuilder command = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--headless",
                        "--no-remote",
                        "--profile",
                        profile.toString(),
                        "--remote-debugging-port",
                        "0")
                .redirectErrorStream(true);
        command.environment().putAll(environment);
        command.environment().put("HOME", profile.toString());
        Process process = command.start();
        try {
            return new Firefox(process, BiDi.connect(address(process)));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Reads on in a thread of its own afterwards: a browser that can't tell its messages stops. */
    private static URI address(Process process) throws IOException {
        BufferedReader messages = process.inputReader(StandardCharsets.UTF_8);
        for (String line = messages.readLine(); line != null; line = messages.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread reader = new Thread(() -> messages.lines().forEach(ignored -> {}), "firefox");
                reader.setDaemon(true);
                reader.start();
                return URI.create(listening.group(1) + "/session");
            }
        }
        throw new IOException("Firefox has ended before it was ready");
    }

    @Override
    public Firefox open(URI address) throws IOException {
        if (address.getFragment() != null) {
            navigate(NOWHERE);
        }
        navigate(address.toString());
        return this;
    }

    private void navigate(String address) throws IOException {
        bidi.call("browsingContext.navigate", Map.of("context", context, "url", address, "wait", "complete"));
    }

    /** A new tab has no history and no session storage. */
    @Override
    public void forgetCookies() {
        ask("storage.deleteCookies", Map.of());
        String before = context;
        context = String.valueOf(
                ask("browsingContext.create", Map.of("type", "tab")).get("context"));
        ask("browsingContext.close", Map.of("context", before));
    }

    @Override
    public void forgetSession() {
        ask("storage.deleteCookies", Map.of("filter", Map.of("name", "JSESSIONID")));
    }

    @Override
    public Optional<String> cookie(String name) {
        Map<?, ?> answer = ask("storage.getCookies", Map.of("filter", Map.of("name", name)));
        if (answer.get("cookies") instanceof List<?> cookies
                && !cookies.isEmpty()
                && cookies.get(0) instanceof Map<?, ?> cookie
                && cookie.get("value") instanceof Map<?, ?> value) {
            return Optional.of(String.valueOf(value.get("value")));
        }
        return Optional.empty();
    }

    @Override
    public URI address() {
        return URI.create(value("location.href").toString());
    }

    @Override
    public Firefox type(String css, String text) {
        value("document.querySelector('" + css + "').value = '" + text + "'");
        return this;
    }

    @Override
    public Firefox click(String css) {
        value("document.querySelector('" + css + "').click() || 'clicked'");
        return this;
    }

    @Override
    public void back() {
        ask("browsingContext.traverseHistory", Map.of("context", context, "delta", -1));
    }

    @Override
    public String requestByScript(String path, String accept) {
        return value("(function() {" + ScriptRequest.JAVA_SCRIPT + "})('" + path + "', '" + accept + "')")
                .toString();
    }

    /** Nothing, too, while the browser is on its way to another page. */
    @Override
    public String heading() {
        try {
            return value("document.readyState == 'complete' ? document.querySelector('h1').textContent : ''")
                    .toString();
        } catch (IllegalStateException e) {
            return "";
        }
    }

    /** Cancels each prompt for a password; returns how many there have been. */
    IntSupplier cancelPrompts() throws IOException {
        AtomicInteger prompts = new AtomicInteger();
        bidi.answerEvents("network.authRequired", prompt -> {
            prompts.incrementAndGet();
            return Map.of("request", request(prompt), "action", "cancel");
        });
        bidi.call("session.subscribe", Map.of("events", List.of("network.authRequired")));
        bidi.call("network.addIntercept", Map.of("phases", List.of("authRequired")));
        return prompts::get;
    }

    private static Object request(Map<?, ?> prompt) {
        if (prompt.get("request") instanceof Map<?, ?> request && request.get("request") instanceof String id) {
            return id;
        }
        throw new IllegalStateException("The prompt has no request: " + prompt);
    }

    @Override
    public int status() {
        return ((Number) value("performance.getEntriesByType('navigation')[0].responseStatus")).intValue();
    }

    @Override
    public String title() {
        return value("document.title").toString();
    }

    @Override
    public String text() {
        return text("body");
    }

    @Override
    public String text(String css) {
        return value("document.querySelector('" + css + "').innerText").toString();
    }

    @Override
    public int count(String css) {
        return ((Number) value("document.querySelectorAll('" + css + "').length")).intValue();
    }

    private Object value(String expression) {
        Map<?, ?> answer = ask(
                "script.evaluate",
                Map.of("expression", expression, "target", Map.of("context", context), "awaitPromise", false));
        if (!(answer.get("result") instanceof Map<?, ?> result) || result.get("value") == null) {
            throw new IllegalStateException(expression + ": " + answer);
        }
        return result.get("value");
    }

    private Map<?, ?> ask(String method, Map<String, ?> parameters) {
        try {
            return bidi.call(method, parameters);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        bidi.close();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
