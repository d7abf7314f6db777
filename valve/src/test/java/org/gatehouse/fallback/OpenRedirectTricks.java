package org.gatehouse.fallback;

import java.util.stream.Stream;

/** Targets that lead elsewhere in some browser, proxy or server; from the public lists of such attacks. */
final class OpenRedirectTricks {
    private OpenRedirectTricks() {}

    static Stream<String> all() {
        return Stream.of(slashes(), encoded(), schemes(), authorities(), lookAlikes())
                .flatMap(tricks -> tricks);
    }

    private static Stream<String> slashes() {
        return Stream.of(
                "",
                " ",
                "app",
                "?x",
                "#x",
                "//evil.example",
                "//evil.example/",
                "///evil.example",
                "////evil.example/..",
                "/\\evil.example",
                "\\/evil.example",
                "\\\\evil.example",
                "/\\/evil.example",
                "\\evil.example",
                "/a\\b",
                "/a?b\\c",
                "/\t/evil.example",
                "/\n/evil.example",
                "/\r\n/evil.example",
                "\t//evil.example",
                " //evil.example",
                "/ \\evil.example",
                "/\u0000/evil.example",
                "/app\r\nLocation: https://evil.example",
                "/./evil.example/..//",
                "/.//evil.example",
                "/..//evil.example",
                "/a/..//evil.example",
                "/a/../../evil.example",
                "/app/..;/manager",
                "/app/.",
                "/app/..",
                "/..?x",
                "/.#x",
                ".",
                "..//evil.example",
                "./\\evil.example");
    }

    private static Stream<String> encoded() {
        return Stream.of(
                "/%2Fevil.example",
                "/%2f%2fevil.example",
                "/%5Cevil.example",
                "/%5cevil.example",
                "/a%5Cb",
                "/%09/evil.example",
                "/%0a/evil.example",
                "/%0D%0ASet-Cookie:x=1",
                "/a%0d%0aLocation:%20https://evil.example",
                "/%00/evil.example",
                "/a%7F",
                "/a%1f",
                "/%2e%2e//evil.example",
                "/%2E/evil.example",
                "/.%2e/evil.example",
                "/a/%2E%2E/b",
                "%2F%2Fevil.example",
                "%2Fapp",
                "https%3A%2F%2Fevil.example",
                "%68ttps://evil.example");
    }

    private static Stream<String> schemes() {
        return Stream.of(
                "https:evil.example",
                "https:/evil.example",
                "https:///evil.example",
                "https:\\\\evil.example",
                "https:/\\evil.example",
                "http:portal.example.com",
                "https:///portal.example.com",
                "javascript:alert(1)",
                "javascript://portal.example.com/%0Aalert(1)",
                "java\nscript:alert(1)",
                "JAVASCRIPT:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "data:text/html;base64,PHNjcmlwdD4=",
                "vbscript:msgbox(1)",
                "blob:https://portal.example.com/1",
                "view-source:https://portal.example.com/",
                "file:///etc/passwd",
                "ftp://portal.example.com/",
                "ws://portal.example.com/",
                "filesystem:https://portal.example.com/",
                "about:blank",
                "mailto:x@example.com",
                "ht\ttps://portal.example.com/",
                "\u017Ftp://portal.example.com",
                "http\u017F://portal.example.com/");
    }

    private static Stream<String> authorities() {
        return Stream.of(
                "https://evil.example/",
                "https://evil.example/https://portal.example.com/",
                "https://evil.example?portal.example.com",
                "https://evil.example#portal.example.com",
                "https://portal.example.com@evil.example/",
                "https://portal.example.com:443@evil.example/",
                "https://user@portal.example.com/",
                "https://user:pass@portal.example.com/",
                "https://@portal.example.com/",
                "https://portal.example.com%2F@evil.example/",
                "https://portal.example.com%40evil.example/",
                "https://portal.example.com\\@evil.example/",
                "https://portal.example.com\\.evil.example/",
                "https://evil.example\\portal.example.com/",
                "https://portal.example.com%00.evil.example/",
                "https://portal.example.com%23.evil.example/",
                "https://portal.example.com;.evil.example/",
                "https://portal.example.com,evil.example/",
                "https://portal.example.com&evil.example/",
                "https://portal.example.com .evil.example/",
                "https://portal.example.com.evil.example/",
                "https://evilportal.example.com/",
                "https://portal.example.comevil.example/",
                "https://portal.example.com./",
                "https://.portal.example.com/",
                "https://portal.example.com:8443/",
                "https://portal.example.com:80/",
                "http://portal.example.com:443/",
                "https://portal.example.com:/",
                "https://portal.example.com:0443/",
                "https://portal.example.com:99999999999/",
                "https://portal.example.com:443:443/",
                "https://portal.example.com:evil/",
                "https://test.example.com/",
                "https:////portal.example.com/",
                "https://portal.example.com//\u0009",
                "https://portal.example.com//evil.example",
                "https://portal.example.com/%2Fevil.example",
                "https://portal.example.com/../x",
                "https://[portal.example.com]/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[2001:db8::1%25eth0]/",
                "https://[2001:db8::1]evil.example/",
                "https://2001:db8::1/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://localhost/");
    }

    private static Stream<String> lookAlikes() {
        return Stream.of(
                "\uFF0F\uFF0Fevil.example",
                "\u2215\u2215evil.example",
                "\u2044/evil.example",
                "https:\uFF0F\uFF0Fevil.example",
                "https\uFF1A//evil.example",
                "https://evil\u3002example/",
                "https://portal.example.com\uFF0F.evil.example/",
                "https://portal.example.com\uFF03.evil.example/",
                "https://portal.example.com\uFF20evil.example/",
                "https://p\u043Ertal.example.com/",
                "https://xn--prtal-jye.example.com/",
                "https://portal\uFF0Eexample\uFF0Ecom/",
                "https://portal.ex\u00ADample.com/",
                "https://portal.example.co\u217F/",
                "https://portal.exam\u2060ple.com/",
                "https://portal.example.com\u200B/",
                "\u202E//evil.example",
                "\uFEFF/app",
                "\u00A0/app",
                "/\uD800",
                "/a?\uDC00");
    }
}
