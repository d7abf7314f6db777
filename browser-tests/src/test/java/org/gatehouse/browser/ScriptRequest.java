package org.gatehouse.browser;

/** A request that a script makes. */
final class ScriptRequest {
    /** The body of a function of address and Accept header. */
    static final String JAVA_SCRIPT = """
            var request = new XMLHttpRequest();
            request.open('GET', arguments[0], false);
            request.setRequestHeader('Accept', arguments[1]);
            request.send();
            return [request.status, request.getResponseHeader('Content-Type'), request.responseText].join('\\n');
            """;

    private ScriptRequest() {}
}
