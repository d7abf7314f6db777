package org.gatehouse.pac.claims;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.ClaimSource;
import org.gatehouse.identity.ClaimValues;
import org.gatehouse.identity.ClaimValues.BooleanValues;
import org.gatehouse.identity.ClaimValues.Int64Values;
import org.gatehouse.identity.ClaimValues.StringValues;
import org.gatehouse.identity.ClaimValues.Uint64Values;
import org.gatehouse.identity.UnreadableClaims;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * Reads CLAIMS_SET ([MS-ADTS] 2.2.18.7): arrays of claims by their source. Claims of an unknown source or type are left
 * out.
 */
final class ClaimsReader {
    /** Each array has a source of its own, and there are two sources. */
    static final int MAX_ARRAYS = 16;

    /** Of all arrays. Administrators create a claim type for each attribute that matters: some ten. */
    static final int MAX_CLAIMS = 1024;

    /** Of all claims. An attribute of Active Directory holds about 1300 values, if they are not links. */
    static final int MAX_VALUES = 16_384;

    /** Those that Active Directory makes have some 40 characters. The zero at the end counts. */
    static final int MAX_ID = 512;

    /**
     * Attributes that describe a person or a computer have at most some thousand characters. The zero at the end
     * counts.
     */
    static final int MAX_TEXT = 65_536;

    /** CLAIM_TYPE ([MS-ADTS] 2.2.18.2). */
    private static final int INT64 = 1;

    private static final int UINT64 = 2;
    private static final int STRING = 3;
    private static final int BOOLEAN = 6;

    private static final int POINTER_BYTES = 4;
    private static final int CLAIMS_ARRAY_BYTES = 12;
    /** An entry of an unknown type has no values, and is shorter than the others. */
    private static final int SHORTEST_ENTRY_BYTES = 8;

    private final NdrReader in;
    private final List<Claim> claims = new ArrayList<>();
    private final Set<UnreadableClaims> unreadable = EnumSet.noneOf(UnreadableClaims.class);
    private final Set<Name> names = new HashSet<>();
    private int entries;
    private int values;

    private ClaimsReader(NdrReader in) {
        this.in = in;
    }

    static ClaimSet read(String path, Bytes claimsSet) throws WireException {
        ClaimsReader reader = new ClaimsReader(NdrReader.open(path, claimsSet));
        reader.claimsSet();
        return new ClaimSet(reader.claims, reader.unreadable);
    }

    private void claimsSet() throws WireException {
        in.requiredPointer("ClaimsSet");
        long count = in.uint32("ulClaimsArrayCount");
        boolean hasArrays = in.arrayPointer("ClaimsArrays", count);
        ReservedField reserved = ReservedField.parse(in);
        if (hasArrays) {
            claimsArrays(in.conformance("ClaimsArrays", count, MAX_ARRAYS, CLAIMS_ARRAY_BYTES));
        }
        reserved.skip(in);
        in.end();
    }

    private void claimsArrays(int count) throws WireException {
        ArrayHead[] heads = new ArrayHead[count];
        for (int i = 0; i < count; i++) {
            in.begin("ClaimsArrays", i);
            int source = in.uint16("usClaimsSourceType");
            long size = in.uint32("ulClaimsCount");
            heads[i] = new ArrayHead(source, size, in.arrayPointer("ClaimEntries", size));
            in.finish();
        }
        for (int i = 0; i < count; i++) {
            if (heads[i].isThere()) {
                in.begin("ClaimsArrays", i);
                claimEntries(heads[i]);
                in.finish();
            }
        }
    }

    private void claimEntries(ArrayHead array) throws WireException {
        int limit = MAX_CLAIMS - entries;
        int count = in.conformance("ClaimEntries", array.size(), limit, SHORTEST_ENTRY_BYTES);
        entries += count;
        EntryHead[] heads = new EntryHead[count];
        for (int i = 0; i < count; i++) {
            in.begin("ClaimEntries", i);
            heads[i] = entryHead();
            in.finish();
        }
        for (int i = 0; i < count; i++) {
            in.begin("ClaimEntries", i);
            claimEntry(heads[i], array.source());
            in.finish();
        }
    }

    private EntryHead entryHead() throws WireException {
        in.requiredPointer("Id");
        int type = in.uint16("Type");
        int tag = in.uint16("Values"); // the union repeats its discriminant (C706 14.3.8)
        if (tag != type) {
            throw in.failure("Values", Reason.BAD_TAG, in.position() - Short.BYTES);
        }
        if (!isKnown(type)) {
            return new EntryHead(type, 0);
        }
        long count = in.uint32("ValueCount");
        if (count == 0) {
            throw in.failure("ValueCount", Reason.BAD_VALUE, in.position() - Integer.BYTES);
        }
        in.requiredPointer(nameOf(type));
        return new EntryHead(type, count);
    }

    private void claimEntry(EntryHead head, int source) throws WireException {
        int at = in.position();
        String id = in.terminatedText("Id", MAX_ID);
        if (id.isEmpty()) {
            throw in.failure("Id", Reason.BAD_LENGTH, at);
        }
        if (!names.add(new Name(source, id))) { // else one reader would take the first, and another the last
            throw in.failure("Id", Reason.DUPLICATE, at);
        }
        if (isKnown(head.type())) {
            ClaimValues read = values(head);
            ClaimSource.of(source)
                    .ifPresentOrElse(
                            from -> claims.add(new Claim(id, from, read)),
                            () -> unreadable.add(UnreadableClaims.SOURCE_UNKNOWN));
        } else {
            unreadable.add(UnreadableClaims.TYPE_UNKNOWN);
        }
    }

    private ClaimValues values(EntryHead head) throws WireException {
        String name = nameOf(head.type());
        int size = head.type() == STRING ? POINTER_BYTES : Long.BYTES;
        int count = in.conformance(name, head.count(), MAX_VALUES - values, size);
        values += count;
        return switch (head.type()) {
            case INT64 -> new Int64Values(int64(name, count));
            case UINT64 -> new Uint64Values(uint64(name, count));
            case STRING -> new StringValues(strings(name, count));
            case BOOLEAN -> new BooleanValues(booleans(name, count));
            default -> throw new IllegalArgumentException("Type " + head.type());
        };
    }

    private List<Long> int64(String name, int count) throws WireException {
        List<Long> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.int64(name));
        }
        return numbers;
    }

    private List<BigInteger> uint64(String name, int count) throws WireException {
        List<BigInteger> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(new BigInteger(Long.toUnsignedString(in.int64(name))));
        }
        return numbers;
    }

    private List<String> strings(String name, int count) throws WireException {
        for (int i = 0; i < count; i++) {
            in.requiredPointer(name);
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.terminatedText(name, MAX_TEXT));
        }
        return texts;
    }

    /** 1 is true and 0 is false. What any other number is, its readers would not agree upon. */
    private List<Boolean> booleans(String name, int count) throws WireException {
        List<Boolean> truths = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long number = in.int64(name);
            if (number != 0 && number != 1) {
                throw in.failure(name, Reason.BAD_VALUE, in.position() - Long.BYTES);
            }
            truths.add(number == 1);
        }
        return truths;
    }

    private static boolean isKnown(int type) {
        return type == INT64 || type == UINT64 || type == STRING || type == BOOLEAN;
    }

    private static String nameOf(int type) {
        return switch (type) {
            case INT64 -> "Int64Values";
            case UINT64 -> "Uint64Values";
            case STRING -> "StringValues";
            default -> "BooleanValues";
        };
    }

    /** CLAIMS_ARRAY, without what its pointer points at. */
    private record ArrayHead(int source, long size, boolean isThere) {}

    /** CLAIM_ENTRY, without what its pointers point at. */
    private record EntryHead(int type, long count) {}

    /** What a claim is told from others by. */
    private record Name(int source, String id) {}
}
