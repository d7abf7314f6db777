package org.gatehouse.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.wire.WireException.Reason;

/** What tests say of malformed input: which field is at fault, and why. */
public final class Malformed {
    private Malformed() {}

    public static void assertMalformed(ThrowingCallable parse, String field, Reason reason) {
        assertThat(failureOf(parse)).satisfies(e -> assertField(e, field, reason));
    }

    public static void assertMalformed(ThrowingCallable parse, String field, Reason reason, int offset) {
        assertThat(failureOf(parse))
                .satisfies(
                        e -> assertField(e, field, reason),
                        e -> assertThat(e.offset()).isEqualTo(offset));
    }

    private static WireException failureOf(ThrowingCallable parse) {
        WireException failure = Assertions.catchThrowableOfType(WireException.class, parse);
        assertThat(failure).as("refusal").isNotNull();
        return failure;
    }

    private static void assertField(WireException e, String field, Reason reason) {
        assertThat(e.field()).isEqualTo(field);
        assertThat(e.reason()).isEqualTo(reason);
    }
}
