package org.gatehouse.lab.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    @Test
    void isTheLastOfTheResponses() {
        Response response = Response.parse(
                "HTTP/1.1 401 \r\nWWW-Authenticate: Negotiate\r\n\r\nHTTP/1.1 200 OK\r\nA: 1\r\na:  2\r\n\r\nbody\r\n\r\nmore");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("A")).containsExactly("1", "2");
        assertThat(response.header("WWW-Authenticate")).isEmpty();
        assertThat(response.body()).isEqualTo("body\r\n\r\nmore");
    }

    @Test
    void canBeOfHttp2() {
        assertThat(Response.parse("HTTP/2 204\r\n\r\n").status()).isEqualTo(204);
    }

    @Test
    void canHaveABodyThatBeginsLikeOne() {
        Response response = Response.parse("HTTP/1.1 200 \r\n\r\nHTTP/app.lab.localhost@LAB.LOCALHOST\n");

        assertThat(response.body()).isEqualTo("HTTP/app.lab.localhost@LAB.LOCALHOST\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nA: 1\r\n",
                "HTTP/1.1 many\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "x\r\n\r\n"
            })
    void isNotMadeOfAnythingElse(String text) {
        assertThatThrownBy(() -> Response.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
