package org.gatehouse.lab.directory.ldap;

import org.apache.directory.api.ldap.model.message.ExtendedRequest;
import org.apache.directory.api.ldap.model.message.ExtendedResponse;
import org.apache.directory.api.ldap.model.message.OpaqueExtendedResponse;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.server.ldap.LdapSession;
import org.apache.directory.server.ldap.handlers.extended.StartTlsHandler;

/** StartTLS ([RFC 4511] 4.14), once in a connection. */
final class StartTls extends StartTlsHandler {
    /** Name that ApacheDS gives to its filter. */
    private static final String TLS_FILTER = "sslFilter";

    @Override
    public void handleExtendedOperation(LdapSession session, ExtendedRequest request) throws Exception {
        if (!session.getIoSession().getFilterChain().contains(TLS_FILTER)) {
            super.handleExtendedOperation(session, request);
            return;
        }
        // No StartTlsResponse: ApacheDS would send that around TLS.
        ExtendedResponse response = new OpaqueExtendedResponse(request.getMessageId(), EXTENSION_OID);
        response.getLdapResult().setResultCode(ResultCodeEnum.OPERATIONS_ERROR);
        response.getLdapResult().setDiagnosticMessage("TLS is in use already.");
        session.getIoSession().write(response);
    }
}
