package org.gatehouse.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.account.HostServices;

/** Who owns which service principal name, in all domains of the lab, as they are at the moment of the question. */
final class SpnOwners {
    private final LabControl lab;

    SpnOwners(LabControl lab) {
        this.lab = lab;
    }

    List<Holder> of(String servicePrincipalName) {
        return all().stream()
                .filter(holder -> holder.owns(servicePrincipalName))
                .toList();
    }

    List<Holder> of(ServicePrincipalName name) {
        return of(name.toString());
    }

    /** The owners of the HOST of the same name, if HOST stands for the service at all. */
    List<Holder> byHost(ServicePrincipalName name) {
        return HostServices.include(name.service()) ? of(name.withService(ServicePrincipalName.HOST)) : List.of();
    }

    /** A pattern's names, each with its owners. */
    Map<String, List<Holder>> matching(String pattern) {
        Pattern regex = Pattern.compile(
                Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        Map<String, List<Holder>> owners = byName();
        owners.keySet().removeIf(name -> !regex.matcher(name).matches());
        return owners;
    }

    /** The names with more than one owner. */
    Map<String, List<Holder>> duplicates() {
        Map<String, List<Holder>> owners = byName();
        owners.values().removeIf(holders -> holders.size() < 2);
        return owners;
    }

    /** What an account has twice: the HTTP names whose HOST is the same account's. */
    static List<String> redundant(Account account) {
        List<String> redundant = new ArrayList<>();
        for (String name : account.servicePrincipalNames()) {
            hostOf(name)
                    .filter(host -> account.servicePrincipalNames().stream().anyMatch(host::equalsIgnoreCase))
                    .ifPresent(host -> redundant.add(name));
        }
        return redundant;
    }

    /** What is in the directory need not be well-formed. */
    private static Optional<String> hostOf(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && HostServices.include(name.substring(0, slash))
                ? Optional.of(ServicePrincipalName.HOST + name.substring(slash))
                : Optional.empty();
    }

    private Map<String, List<Holder>> byName() {
        Map<String, List<Holder>> owners = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Holder holder : all()) {
            for (String name : holder.account().servicePrincipalNames()) {
                owners.computeIfAbsent(name, any -> new ArrayList<>()).add(holder);
            }
        }
        return owners;
    }

    private List<Holder> all() {
        return lab.realms().stream()
                .flatMap(realm -> realm.administration().accounts().stream().map(account -> new Holder(realm, account)))
                .toList();
    }

    /** Whether a pattern was meant. */
    static boolean isPattern(String text) {
        return text.contains("*");
    }
}
