package org.gatehouse.pac;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.dtyp.RpcUnicodeString;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * S4U_DELEGATION_INFO ([MS-PAC] 2.9): the user did not ask for the ticket; another service did, on the user's behalf.
 *
 * @param proxyTarget S4U2proxyTarget: the service that the ticket is for
 * @param transitedServices the services that passed the user on, the first one first
 */
public record S4uDelegationInfo(String proxyTarget, List<String> transitedServices) {
    /** Longer chains of services do not exist; Windows has a limit of its own for tickets. */
    static final int MAX_TRANSITED_SERVICES = 256;

    private static final String SERVICES = "S4UTransitedServices";

    /** In bytes: an RPC_UNICODE_STRING. */
    private static final int ELEMENT_SIZE = 8;

    /** As many as the PAC has. */
    public S4uDelegationInfo {
        transitedServices = List.copyOf(transitedServices);
    }

    static S4uDelegationInfo parse(Bytes buffer) throws WireException {
        NdrReader ndr = NdrReader.open(PacBufferType.DELEGATION_INFO.structure(), buffer);
        ndr.requiredPointer("referent");
        RpcUnicodeString target = RpcUnicodeString.read(ndr, "S4U2proxyTarget");
        long size = ndr.uint32("TransitedListSize");
        boolean hasServices = ndr.arrayPointer(SERVICES, size);
        String proxyTarget = target.text(ndr);
        List<String> services = hasServices ? services(ndr, size) : List.of();
        ndr.end();
        return new S4uDelegationInfo(proxyTarget, services);
    }

    private static List<String> services(NdrReader ndr, long declared) throws WireException {
        ndr.begin(SERVICES);
        int size = ndr.conformance("MaximumCount", declared, MAX_TRANSITED_SERVICES, ELEMENT_SIZE);
        ndr.finish();
        List<RpcUnicodeString> headers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ndr.begin(SERVICES, i);
            headers.add(RpcUnicodeString.read(ndr, "RPC_UNICODE_STRING"));
            ndr.finish();
        }
        List<String> services = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ndr.begin(SERVICES, i);
            services.add(headers.get(i).text(ndr));
            ndr.finish();
        }
        return services;
    }
}
