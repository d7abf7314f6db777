package org.gatehouse.fallback;

import java.nio.charset.StandardCharsets;

/**
 * A page that is ready to be sent as {@code text/html;charset=UTF-8}.
 *
 * @param html the whole document
 * @param contentSecurityPolicy of this very document; it goes with it as a header
 * @param contentLanguage {@code de}, for the header of that name
 */
public record RenderedPage(String html, String contentSecurityPolicy, String contentLanguage) {
    public byte[] utf8() {
        return html.getBytes(StandardCharsets.UTF_8);
    }
}
