package org.gatehouse.valve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.gatehouse.fallback.PageFacts;
import org.gatehouse.fallback.PageRenderer;
import org.gatehouse.fallback.ProgramAnswer;
import org.gatehouse.fallback.RenderedPage;

/** Writes a page of the valve, or what programs get instead of it, into a response whose status and own headers are set. */
record PageWriter(Request request, PageRenderer renderer) {
    private static final ResponseContent PROBLEM = new ResponseContent(ProgramAnswer.PROBLEM_TYPE, null);

    void write(PageFacts facts) throws IOException {
        Response response = request.getResponse();
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.addHeader("Vary", "Accept, Accept-Language");
        switch (Audience.of(request)) {
            case PERSON -> page(renderer.render(facts, acceptLanguage()));
            case SCRIPT, PROGRAM -> line(new ProgramAnswer(response.getStatus(), facts.situation(), facts.technical()));
        }
    }

    private void page(RenderedPage page) throws IOException {
        Response response = request.getResponse();
        response.setHeader("Content-Security-Policy", page.contentSecurityPolicy());
        response.setHeader("Content-Language", page.contentLanguage());
        response.setHeader("Referrer-Policy", "same-origin");
        ResponseContent.HTML.write(response, page.utf8());
    }

    private void line(ProgramAnswer answer) throws IOException {
        boolean problem = Audience.wantsProblemDetails(request);
        String text = problem ? answer.problem() : answer.text();
        (problem ? PROBLEM : ResponseContent.TEXT)
                .write(request.getResponse(), text.getBytes(StandardCharsets.US_ASCII));
    }

    private String acceptLanguage() {
        return Optional.ofNullable(request.getHeader("Accept-Language")).orElse("");
    }
}
