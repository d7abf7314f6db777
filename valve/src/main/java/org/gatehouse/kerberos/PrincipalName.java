package org.gatehouse.kerberos;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * PrincipalName (RFC 4120 §5.2.2).
 *
 * @param nameType a hint that takes no part in comparisons (RFC 4120 §6.2)
 */
public record PrincipalName(int nameType, List<String> components) {
    /** Two or three are in use. */
    public static final int MAX_COMPONENTS = 8;
    /** In bytes; a host name has at most 253. */
    public static final int MAX_COMPONENT_LENGTH = 512;
    /** In bytes; a realm is a DNS name. */
    public static final int MAX_REALM_LENGTH = 255;

    public PrincipalName {
        components = List.copyOf(components);
    }

    public static PrincipalName parse(DerReader der, int number, String field) throws WireException {
        der.enterSequence(number, field);
        int nameType = (int) der.integer(0, "name-type", Integer.MIN_VALUE, Integer.MAX_VALUE);
        der.enterSequence(1, "name-string");
        String first = der.string("KerberosString", MAX_COMPONENT_LENGTH);
        List<String> components = der.atEnd() ? List.of(first) : componentsFrom(first, der);
        der.leave();
        der.leave();
        return new PrincipalName(nameType, components);
    }

    private static List<String> componentsFrom(String first, DerReader der) throws WireException {
        List<String> components = new ArrayList<>(2);
        components.add(first);
        while (!der.atEnd()) {
            if (components.size() == MAX_COMPONENTS) {
                throw der.failure("KerberosString", Reason.TOO_MANY);
            }
            components.add(der.string("KerberosString", MAX_COMPONENT_LENGTH));
        }
        return components;
    }

    public void write(DerWriter der, int number) {
        int sequence = der.beginExplicit(number, Tag.SEQUENCE);
        der.integer(0, nameType);
        int strings = der.beginExplicit(1, Tag.SEQUENCE);
        components.forEach(der::string);
        der.endExplicit(strings);
        der.endExplicit(sequence);
    }

    public boolean sameAs(PrincipalName other) {
        return components.equals(other.components);
    }

    /** For names of services, which Active Directory compares without regard to case. */
    public String foldedCase() {
        return AsciiCase.fold(toString());
    }

    /** {@code HTTP/portal.example.com@EXAMPLE.COM}. */
    public String at(String realm) {
        return this + "@" + escaped(realm);
    }

    /** {@code HTTP/portal.example.com}; a separator inside a component is escaped, as MIT's and Heimdal's tools do. */
    @Override
    public String toString() {
        String name = escaped(components.get(0));
        for (int i = 1; i < components.size(); i++) {
            name = name + "/" + escaped(components.get(i)); // hardly ever more than once
        }
        return name;
    }

    public static String escaped(String component) {
        return component.replace("\\", "\\\\").replace("/", "\\/").replace("@", "\\@");
    }
}
