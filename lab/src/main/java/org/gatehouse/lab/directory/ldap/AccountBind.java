package org.gatehouse.lab.directory.ldap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.constants.AuthenticationLevel;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.BindRequest;
import org.apache.directory.api.ldap.model.message.BindResponse;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.CoreSession;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.LdapPrincipal;
import org.apache.directory.server.core.shared.DefaultCoreSession;
import org.apache.directory.server.ldap.LdapSession;
import org.apache.directory.server.ldap.handlers.LdapRequestHandler;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.directory.domain.DirectoryAccounts;
import org.gatehouse.lab.directory.domain.DirectoryDomain;

/**
 * The simple bind ([RFC 4513] 5.1) as Active Directory does it: an account is named by its DN, {@code
 * alice@lab.localhost} or {@code LAB\alice} ([MS-ADTS] 5.1.1.1.1); a name without a password is an anonymous bind; and a
 * refusal tells its reason as a Windows error in hexadecimal. Passwords are compared and go nowhere else.
 */
public final class AccountBind extends LdapRequestHandler<BindRequest> {
    /** Longer than any name of an account. */
    private static final int MAX_NAME = 4096;

    private static final String NO_SUCH_USER = "525"; // ERROR_NO_SUCH_USER

    private final List<DirectoryDomain> domains;

    public AccountBind(List<DirectoryDomain> domains) {
        this.domains = List.copyOf(domains);
    }

    private record Candidate(DirectoryDomain domain, Entry entry) {}

    @Override
    public void handle(LdapSession session, BindRequest request) throws LdapException {
        session.setAnonymous(); // [RFC 4513] 4: whatever comes of it
        session.setCoreSession(anonymous(session));
        BindResponse response = (BindResponse) request.getResultResponse();
        if (!request.getVersion3()) {
            refuse(response, ResultCodeEnum.PROTOCOL_ERROR, "LDAP version 3 is spoken here.");
        } else if (!request.isSimple()) {
            refuse(response, ResultCodeEnum.AUTH_METHOD_NOT_SUPPORTED, "The simple bind is the only one here.");
        } else {
            byte[] password = request.getCredentials() == null ? new byte[0] : request.getCredentials();
            if (password.length == 0) {
                response.getLdapResult().setResultCode(ResultCodeEnum.SUCCESS);
            } else {
                simpleBind(session, name(request), password, response);
            }
        }
        session.getIoSession().write(response);
    }

    private void simpleBind(LdapSession session, String name, byte[] password, BindResponse response)
            throws LdapException {
        List<Candidate> candidates = name.length() > MAX_NAME ? List.of() : candidates(name);
        if (candidates.size() != 1) {
            refuse(response, ResultCodeEnum.INVALID_CREDENTIALS, error(NO_SUCH_USER));
            return;
        }
        Candidate candidate = candidates.get(0);
        Optional<String> refusal = candidate.domain.exclusively(() -> refusal(candidate, password));
        if (refusal.isPresent()) {
            refuse(response, ResultCodeEnum.INVALID_CREDENTIALS, error(refusal.get()));
            return;
        }
        DirectoryService service = getLdapServer().getDirectoryService();
        Dn dn = candidate.entry.getDn();
        session.setCoreSession(of(
                session,
                service.getSession(new LdapPrincipal(service.getSchemaManager(), dn, AuthenticationLevel.SIMPLE))));
        session.setAuthenticated();
        response.getLdapResult().setResultCode(ResultCodeEnum.SUCCESS);
    }

    private static Optional<String> refusal(Candidate candidate, byte[] password) {
        DirectoryAccounts accounts = candidate.domain.accounts();
        Optional<Account> found = accounts.findByDn(candidate.entry.getDn());
        if (found.isEmpty()) {
            return Optional.of(NO_SUCH_USER); // deleted meanwhile
        }
        return accounts.logOn(found.get(), password, candidate.domain.clock().instant())
                .map(AccountBind::code);
    }

    private List<Candidate> candidates(String name) {
        List<Candidate> candidates = new ArrayList<>();
        if (name.contains("=") || name.contains("@") || name.contains("\\")) { // no bare sAMAccountName
            for (DirectoryDomain domain : domains) {
                domain.principals(name).stream()
                        .filter(entry -> entry.hasObjectClass("user"))
                        .forEach(entry -> candidates.add(new Candidate(domain, entry)));
            }
        }
        return candidates;
    }

    private static String name(BindRequest request) {
        if (request.getName() != null) {
            return request.getName();
        }
        return request.getDn() == null ? "" : request.getDn().getName();
    }

    private CoreSession anonymous(LdapSession session) throws LdapException {
        return of(session, getLdapServer().getDirectoryService().getSession());
    }

    private static CoreSession of(LdapSession session, CoreSession core) {
        if (core instanceof DefaultCoreSession own) {
            own.setIoSession(session.getIoSession());
        }
        return core;
    }

    private static void refuse(BindResponse response, ResultCodeEnum code, String reason) {
        response.getLdapResult().setResultCode(code);
        response.getLdapResult().setDiagnosticMessage(reason);
    }

    private static String error(String data) {
        return "80090308: LdapErr: DSID-0C0903D3, comment: AcceptSecurityContext error, data " + data + ", v4563";
    }

    /** [MS-ERREF] 2.2. */
    private static String code(NtStatus status) {
        return switch (status) {
            case STATUS_LOGON_FAILURE -> "52e";
            case STATUS_ACCOUNT_RESTRICTION -> "52f";
            case STATUS_PASSWORD_EXPIRED -> "532";
            case STATUS_ACCOUNT_DISABLED -> "533";
            case STATUS_ACCOUNT_EXPIRED -> "701";
            case STATUS_PASSWORD_MUST_CHANGE -> "773";
            case STATUS_ACCOUNT_LOCKED_OUT -> "775";
        };
    }
}
