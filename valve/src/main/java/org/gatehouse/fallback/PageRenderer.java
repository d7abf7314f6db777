package org.gatehouse.fallback;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes pages in the administrator's style, each in the language of the user who reads it. Safe for several threads. */
public final class PageRenderer {
    /** Sixteen are what CSP Level 3 §2.3.1 asks for; eighteen are base64 without padding. */
    private static final int NONCE_LENGTH = 18;

    private final PageStyle style;
    private final SecureRandom random;

    /**
     * A renderer of one application.
     *
     * @param random for the nonces of a template; pages of the built-in layout need none
     */
    public PageRenderer(PageStyle style, SecureRandom random) {
        this.style = style;
        this.random = random;
    }

    /**
     * The page for one response.
     *
     * @param acceptLanguage the header as it came; empty if none came
     */
    public RenderedPage render(PageFacts facts, String acceptLanguage) {
        PageContent content = new PageContent(facts, style, AcceptLanguage.best(acceptLanguage));
        return style.template()
                .map(template -> TemplateLayout.page(content, template, nonce()))
                .orElseGet(() -> BuiltInLayout.page(content));
    }

    private String nonce() {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }
}
