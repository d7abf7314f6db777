package org.gatehouse.lab.kdc.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kerby.asn1.type.Asn1Integer;
import org.apache.kerby.kerberos.kerb.type.KerberosString;
import org.apache.kerby.kerberos.kerb.type.KerberosStrings;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;

/**
 * PrincipalName of RFC 4120 §5.2.2. The strings are UTF-8 on the wire, as Windows' are, where Kerby knows ASCII alone.
 *
 * @param type the name type as the client sent it; two names are the same without regard to it ({@link #sameAs})
 */
public record KerberosName(int type, List<String> components) {
    public static final int NT_PRINCIPAL = 1;
    public static final int NT_SRV_INST = 2;
    public static final int NT_ENTERPRISE = 10;

    /** The ticket-granting service's first component. */
    public static final String KRBTGT = "krbtgt";

    /** More than any name that means something in a domain: service/host:port/name has three. */
    private static final int MAX_COMPONENTS = 8;

    public KerberosName {
        components = List.copyOf(components);
    }

    public static KerberosName principal(String name) {
        return new KerberosName(NT_PRINCIPAL, List.of(name));
    }

    public static KerberosName ticketGrantingService(String realm) {
        return new KerberosName(NT_SRV_INST, List.of(KRBTGT, realm));
    }

    public static KerberosName of(PrincipalName name) throws MalformedMessageException {
        DerNode sequence = DerNode.parse(KerbyCodec.encode(name));
        DerNode strings = sequence.field(1).orElseThrow(() -> new MalformedMessageException("a name without name"));
        List<String> components = new ArrayList<>();
        for (DerNode string : strings.children()) {
            components.add(new String(string.content(), StandardCharsets.UTF_8));
        }
        if (components.isEmpty() || components.size() > MAX_COMPONENTS) {
            throw new MalformedMessageException("a name of " + components.size() + " components");
        }
        DerNode type = sequence.field(0).orElseThrow(() -> new MalformedMessageException("a name without type"));
        return new KerberosName(type.intValue(), components);
    }

    /** Names are compared without their type, RFC 4120 §6.2. */
    public boolean sameAs(KerberosName other) {
        return components.equals(other.components);
    }

    /** The service of RFC 3244, for which there are tickets even when the password has expired. */
    public boolean isPasswordService() {
        return components.equals(List.of("kadmin", "changepw"));
    }

    public boolean isTicketGrantingService() {
        return components.size() == 2 && components.get(0).equals(KRBTGT);
    }

    public PrincipalName toPrincipalName() {
        return new Utf8PrincipalName(this);
    }

    /** {@code HTTP/portal.lab.localhost} */
    @Override
    public String toString() {
        return components.stream().collect(Collectors.joining("/"));
    }

    /** Kerby's constructors refuse what is not ASCII. */
    private static final class Utf8PrincipalName extends PrincipalName {
        Utf8PrincipalName(KerberosName name) {
            KerberosStrings strings = new KerberosStrings();
            name.components.forEach(component -> strings.addElement(new Utf8String(component)));
            setFieldAs(PrincipalNameField.NAME_TYPE, new Asn1Integer(name.type));
            setFieldAs(PrincipalNameField.NAME_STRING, strings);
        }
    }

    /** A KerberosString whose bytes are UTF-8; also for salts. */
    public static final class Utf8String extends KerberosString {
        public Utf8String(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            setValue(new String(utf8, StandardCharsets.ISO_8859_1)); // Kerby takes the encoding's length from here
            setBytes(utf8);
        }
    }
}
