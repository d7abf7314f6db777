package org.gatehouse.lab.directory.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.filter.EqualityNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.ExtensibleNode;
import org.apache.directory.api.ldap.model.filter.LeafNode;
import org.apache.directory.api.ldap.model.filter.PresenceNode;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.schema.SchemaText;

/**
 * The parts of search filters that Active Directory understands and ApacheDS does not: its matching rules ([MS-ADTS]
 * 3.1.1.3.4.4), the back link {@code memberOf}, {@code distinguishedName} and SIDs as text. What comes here is from any client that has bound.
 */
final class AdFilters {
    private static final String BIT_AND = "1.2.840.113556.1.4.803";
    private static final String BIT_OR = "1.2.840.113556.1.4.804";
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    private static final Set<String> NOBODY = Set.of();

    private final DomainPartition partition;
    private final SchemaText text;
    private final AttributeType member;
    private final AttributeType memberOf;
    private final AttributeType distinguishedName;
    private final Set<AttributeType> sids;

    AdFilters(DomainPartition partition, SchemaManager schema) throws LdapException {
        this.partition = partition;
        this.text = new SchemaText(schema);
        this.member = schema.lookupAttributeTypeRegistry("member");
        this.memberOf = schema.lookupAttributeTypeRegistry("memberOf");
        this.distinguishedName = schema.lookupAttributeTypeRegistry("distinguishedName");
        this.sids = Set.of(
                schema.lookupAttributeTypeRegistry("objectSid"),
                schema.lookupAttributeTypeRegistry("securityIdentifier"));
    }

    /** Which entries this part of a filter selects; empty if ApacheDS knows that. */
    Optional<Predicate<Entry>> selection(ExprNode node) throws LdapException {
        if (!(node instanceof LeafNode leaf)) {
            return Optional.empty();
        }
        AttributeType type = leaf.getAttributeType();
        if (leaf instanceof ExtensibleNode extensible) {
            return Optional.of(type == null ? among(NOBODY) : extensible(extensible, type));
        }
        if (memberOf.equals(type)) {
            return Optional.of(memberOf(leaf));
        }
        if (distinguishedName.equals(type)) {
            return Optional.of(distinguishedName(leaf));
        }
        return leaf instanceof EqualityNode<?> equality && type != null && sids.contains(type)
                ? sid(equality, type)
                : Optional.empty();
    }

    private Predicate<Entry> extensible(ExtensibleNode node, AttributeType type) throws LdapException {
        String rule = node.getMatchingRuleId();
        if (node.getValue() == null) {
            return among(NOBODY);
        }
        if (IN_CHAIN.equals(rule)) {
            return inChain(node, type);
        }
        if (BIT_AND.equals(rule) || BIT_OR.equals(rule)) {
            boolean all = BIT_AND.equals(rule);
            return number(utf8(node.getValue()))
                    .map(mask -> bits(type, all ? value -> (value & mask) == mask : value -> (value & mask) != 0))
                    .orElse(among(NOBODY));
        }
        return among(NOBODY); // [MS-ADTS] 3.1.1.3.4.4: what is not known is undefined
    }

    private static Predicate<Entry> bits(AttributeType type, LongPredicate test) {
        return entry -> {
            Attribute values = entry.get(type);
            if (values != null) {
                for (Value value : values) {
                    if (value.isHumanReadable()
                            && number(value.getString()).filter(test::test).isPresent()) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    private Predicate<Entry> inChain(ExtensibleNode node, AttributeType type) throws LdapException {
        Optional<String> other = text.dn(utf8(node.getValue())).map(dn -> dn.getNormName());
        if (other.isEmpty()) {
            return among(NOBODY);
        }
        if (member.equals(type)) {
            return among(partition.memberships().allGroups(other.get()));
        }
        return memberOf.equals(type) ? among(partition.memberships().allMembers(other.get())) : among(NOBODY);
    }

    private Predicate<Entry> memberOf(LeafNode leaf) throws LdapException {
        Memberships memberships = partition.memberships();
        if (leaf instanceof PresenceNode) {
            return entry -> !memberships.memberOf(entry.getDn().getNormName()).isEmpty();
        }
        return leaf instanceof EqualityNode<?> equality
                ? text.dn(utf8(equality.getValue()))
                        .map(dn -> among(memberships.members(dn.getNormName())))
                        .orElse(among(NOBODY))
                : among(NOBODY); // DNs know no substrings and no order
    }

    /** Every entry has one, its name. In the standards' schema this is the supertype of {@code member} and others. */
    private Predicate<Entry> distinguishedName(LeafNode leaf) {
        if (leaf instanceof PresenceNode) {
            return entry -> true;
        }
        return leaf instanceof EqualityNode<?> equality
                ? text.dn(utf8(equality.getValue()))
                        .map(dn -> among(Set.of(dn.getNormName())))
                        .orElse(among(NOBODY))
                : among(NOBODY);
    }

    private static Predicate<Entry> among(Set<String> names) {
        return entry -> names.contains(entry.getDn().getNormName());
    }

    /** {@code S-1-5-21-...}, which [MS-ADTS] 3.1.1.3.1.3.1 allows beside the octets. */
    private static Optional<Predicate<Entry>> sid(EqualityNode<?> node, AttributeType type) {
        return DomainSid.parse(utf8(node.getValue())).map(sid -> entry -> entry.contains(type, sid.toBytes()));
    }

    private static Optional<Long> number(String digits) {
        try {
            return Optional.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String utf8(Value value) {
        return value.isHumanReadable() ? value.getString() : new String(value.getBytes(), StandardCharsets.UTF_8);
    }
}
