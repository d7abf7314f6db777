package org.gatehouse.lab.kdc.exchange;

import java.util.regex.Pattern;
import org.apache.kerby.kerberos.kerb.KrbErrorCode;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.gatehouse.lab.kdc.exchange.KdcHandler.Facts;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;

/** KRB-ERROR of RFC 4120 §5.9.1. */
final class ErrorBuilder {
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

    private ErrorBuilder() {}

    /** The service's name is the requested one or, of a message that names none, the ticket-granting service's. */
    static byte[] krbError(KdcException refusal, Facts facts) {
        KrbError error = new KrbError();
        error.setStime(KerberosTimes.kerberosTime(facts.now()));
        error.setSusec(KerberosTimes.microseconds(facts.now()));
        error.setErrorCode(KrbErrorCode.fromValue(refusal.error().number()));
        facts.client().filter(client -> ASCII.matcher(client.realm()).matches()).ifPresent(client -> {
            error.setCrealm(refusal.rightRealm().orElse(client.realm()));
            error.setCname(client.name().toPrincipalName());
        });
        error.setRealm(facts.realm());
        error.setSname(facts.request()
                .flatMap(KdcRequest::sname)
                .orElse(KerberosName.ticketGrantingService(facts.realm()))
                .toPrincipalName());
        error.setEtext(refusal.error().text());
        refusal.data().ifPresent(error::setEdata);
        return KerbyCodec.encode(error);
    }
}
