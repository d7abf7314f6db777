package org.gatehouse.identity;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/**
 * The values of a claim, which are one or more and all of one type ([MS-ADTS] 2.2.18.5). The types are told apart by
 * {@link #fold}, so that a new one must be handled everywhere.
 */
public sealed interface ClaimValues {
    /** What the function for this type makes of it. */
    <R> R fold(
            Function<Int64Values, R> int64,
            Function<Uint64Values, R> uint64,
            Function<StringValues, R> string,
            Function<BooleanValues, R> bool);

    /** The values as text, in their order: numbers in decimal, and {@code true} or {@code false}. */
    default List<String> texts() {
        return fold(
                int64 -> int64.values().stream().map(String::valueOf).toList(),
                uint64 -> uint64.values().stream().map(String::valueOf).toList(),
                StringValues::values,
                bool -> bool.values().stream().map(String::valueOf).toList());
    }

    /** CLAIM_TYPE_INT64: numbers with a sign. */
    record Int64Values(List<Long> values) implements ClaimValues {
        public Int64Values {
            values = List.copyOf(values);
        }

        @Override
        public <R> R fold(
                Function<Int64Values, R> int64,
                Function<Uint64Values, R> uint64,
                Function<StringValues, R> string,
                Function<BooleanValues, R> bool) {
            return int64.apply(this);
        }
    }

    /** CLAIM_TYPE_UINT64: numbers without a sign, up to 2⁶⁴ - 1. */
    record Uint64Values(List<BigInteger> values) implements ClaimValues {
        public Uint64Values {
            values = List.copyOf(values);
        }

        @Override
        public <R> R fold(
                Function<Int64Values, R> int64,
                Function<Uint64Values, R> uint64,
                Function<StringValues, R> string,
                Function<BooleanValues, R> bool) {
            return uint64.apply(this);
        }
    }

    /** CLAIM_TYPE_STRING. A text may be empty. */
    record StringValues(List<String> values) implements ClaimValues {
        public StringValues {
            values = List.copyOf(values);
        }

        @Override
        public <R> R fold(
                Function<Int64Values, R> int64,
                Function<Uint64Values, R> uint64,
                Function<StringValues, R> string,
                Function<BooleanValues, R> bool) {
            return string.apply(this);
        }
    }

    /** CLAIM_TYPE_BOOLEAN. */
    record BooleanValues(List<Boolean> values) implements ClaimValues {
        public BooleanValues {
            values = List.copyOf(values);
        }

        @Override
        public <R> R fold(
                Function<Int64Values, R> int64,
                Function<Uint64Values, R> uint64,
                Function<StringValues, R> string,
                Function<BooleanValues, R> bool) {
            return bool.apply(this);
        }
    }
}
