package org.gatehouse.lab.directory.domain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.gatehouse.lab.directory.store.DomainStore;
import org.gatehouse.lab.directory.value.EntryValues;
import org.gatehouse.lab.directory.value.ObjectKind;

/** What a domain administrator's change over LDAP means in Active Directory beyond what it says. */
public final class LdapWrites {
    private static final long FIRST_RID_OF_ITS_OWN = 1000;

    /** In lower case. */
    private static final Set<String> PASSWORDS = Set.of("userpassword", "unicodepwd");

    /** What the directory keeps by itself ({@code systemOnly}), in lower case. */
    private static final Set<String> SYSTEM_ONLY = Set.of(
            "objectsid",
            "memberof",
            "msds-keyversionnumber",
            "badpasswordtime",
            "securityidentifier",
            "trustauthincoming",
            "trustauthoutgoing");

    private final DomainStore store;
    private final InstantSource clock;
    private final NewPrincipals newPrincipals;

    LdapWrites(DomainStore store, InstantSource clock, NewPrincipals newPrincipals) {
        this.store = store;
        this.clock = clock;
        this.newPrincipals = newPrincipals;
    }

    /** Fills in what Active Directory sets by itself when a user, computer or group is added. */
    public void complete(Entry entry) throws LdapException {
        for (Attribute attribute : List.copyOf(entry.getAttributes())) {
            requireWritable(attribute);
            if (PASSWORDS.contains(name(attribute))) {
                String password = password(attribute);
                entry.removeAttributes(attribute.getAttributeType());
                entry.put("userPassword", password.getBytes(StandardCharsets.UTF_8));
            }
        }
        Optional<ObjectKind> kind = kind(entry);
        if (kind.filter(ObjectKind::isPrincipal).isPresent()) {
            try {
                newPrincipals.complete(entry, kind.get());
            } catch (AdministrationException e) {
                throw refused(ResultCodeEnum.CONSTRAINT_VIOLATION, String.valueOf(e.getMessage()));
            }
        }
    }

    private static Optional<ObjectKind> kind(Entry entry) {
        ObjectKind special = null;
        for (ObjectKind kind : ObjectKind.values()) {
            if (entry.hasObjectClass(kind.objectClass())
                    && (special == null || kind.hasObjectClass(special.objectClass()))) {
                special = kind;
            }
        }
        return Optional.ofNullable(special);
    }

    /** Active Directory does not let go of what every domain has. */
    public void checkDelete(Entry entry) throws LdapException {
        if ((entry.containsAttribute("objectSid") && EntryValues.sid(entry).rid() < FIRST_RID_OF_ITS_OWN)
                || entry.getDn().equals(store.suffix())) {
            throw refused(ResultCodeEnum.UNWILLING_TO_PERFORM, entry.getDn() + " is one that every domain has to have");
        }
    }

    /** The changes as asked for, a password's with what belongs to it. */
    public List<Modification> changes(Entry entry, List<Modification> asked) throws LdapException {
        List<Modification> changes = new ArrayList<>();
        for (Modification change : asked) {
            Attribute attribute = change.getAttribute();
            requireWritable(attribute);
            if (PASSWORDS.contains(name(attribute))) {
                if (change.getOperation() != ModificationOperation.REPLACE_ATTRIBUTE) {
                    throw refused(ResultCodeEnum.UNWILLING_TO_PERFORM, "a password can be replaced only");
                }
                changes.addAll(PasswordChange.of(entry, password(attribute), clock.instant()));
            } else {
                changes.add(change);
            }
            if (name(attribute).equals("lockouttime") && attribute.contains("0")) { // [MS-SAMR] 3.1.1.8.8
                changes.add(DomainStore.replace("badPwdCount", "0"));
            }
        }
        for (Modification change : changes) {
            change.apply(store.schema()
                    .lookupAttributeTypeRegistry(change.getAttribute().getId()));
        }
        return changes;
    }

    private static void requireWritable(Attribute attribute) throws LdapException {
        if (SYSTEM_ONLY.contains(name(attribute))) {
            throw refused(
                    ResultCodeEnum.UNWILLING_TO_PERFORM, attribute.getUpId() + " is kept by the directory itself");
        }
    }

    /** One value: of {@code unicodePwd} in double quotes and UTF-16LE. */
    private static String password(Attribute attribute) throws LdapException {
        boolean unicode = name(attribute).equals("unicodepwd");
        if (attribute.size() == 1) {
            String text =
                    decoded(attribute.get().getBytes(), unicode ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
            boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
            if (unicode && quoted) {
                return text.substring(1, text.length() - 1);
            }
            if (!unicode && !text.isEmpty()) {
                return text;
            }
        }
        throw refused(
                ResultCodeEnum.CONSTRAINT_VIOLATION,
                "a password is one value; of unicodePwd in double quotes and UTF-16LE, of userPassword in UTF-8");
    }

    private static String decoded(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static String name(Attribute attribute) {
        return attribute.getId().contains(".")
                ? attribute.getAttributeType().getName().toLowerCase(Locale.ROOT)
                : attribute.getId().toLowerCase(Locale.ROOT);
    }

    private static LdapException refused(ResultCodeEnum code, String reason) {
        return new LdapOperationException(code, reason);
    }
}
