package org.gatehouse.valve;

import java.io.IOException;
import java.io.StringReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.Context;
import org.apache.tomcat.util.http.parser.MediaType;
import org.jspecify.annotations.Nullable;

/** The content type of a page, and how its text is encoded: by the rules of the Servlet API (6.0, §5.5). */
final class PageContentType {
    private final Context context;
    private @Nullable String type;
    private @Nullable String encoding;
    private Charset charset = StandardCharsets.ISO_8859_1;
    private Locale locale = Locale.getDefault();
    private boolean fixed;

    PageContentType(Context context) {
        this.context = context;
    }

    /** The value of the header; null for none. */
    @Nullable String value() {
        return type == null || encoding == null ? type : type + ";charset=" + encoding;
    }

    void set(@Nullable String value) {
        type = value;
        MediaType parsed = parsed(value);
        if (parsed != null && parsed.getCharset() != null) {
            type = parsed.toStringNoCharset();
            setEncoding(parsed.getCharset().trim());
        }
    }

    private static @Nullable MediaType parsed(@Nullable String value) {
        try {
            return value == null ? null : MediaType.parseMediaType(new StringReader(value));
        } catch (IOException e) {
            return null;
        }
    }

    String encoding() {
        String fallback = context.getResponseCharacterEncoding();
        return encoding != null ? encoding : fallback != null ? fallback : StandardCharsets.ISO_8859_1.name();
    }

    /** Is of no effect once the page writes text. */
    void setEncoding(@Nullable String name) {
        if (!fixed) {
            encoding = name;
        }
    }

    Locale locale() {
        return locale;
    }

    void setLocale(Locale changed) {
        locale = changed;
        if (encoding == null) {
            setEncoding(context.getCharset(changed));
        }
    }

    /** The page is about to write text. */
    void fix() throws UnsupportedEncodingException {
        try {
            charset = Charset.forName(encoding());
        } catch (IllegalArgumentException e) {
            throw new UnsupportedEncodingException(encoding());
        }
        setEncoding(encoding());
        fixed = true;
    }

    Charset charsetOfText() {
        return charset;
    }

    void clear() {
        type = null;
        encoding = null;
        fixed = false;
    }

    ResponseContent toContent() {
        return new ResponseContent(type, encoding);
    }
}
