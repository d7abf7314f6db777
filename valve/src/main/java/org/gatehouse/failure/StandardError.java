package org.gatehouse.failure;

/** Errors as the standards name and number them: RFC 4120 7.5.9, and RFC 2744 3.9.1 for those of GSS. */
public enum StandardError {
    GSS_S_BAD_MECH(1),
    GSS_S_BAD_MIC(6),
    GSS_S_NO_CONTEXT(8),
    GSS_S_DEFECTIVE_TOKEN(9),
    GSS_S_UNAVAILABLE(16),

    KDC_ERR_POLICY(12),
    KDC_ERR_ETYPE_NOSUPP(14),
    KDC_ERR_PATH_NOT_ACCEPTED(28),
    KRB_AP_ERR_BAD_INTEGRITY(31),
    KRB_AP_ERR_TKT_EXPIRED(32),
    KRB_AP_ERR_TKT_NYV(33),
    KRB_AP_ERR_REPEAT(34),
    KRB_AP_ERR_NOT_US(35),
    KRB_AP_ERR_BADMATCH(36),
    KRB_AP_ERR_SKEW(37),
    KRB_AP_ERR_BADVERSION(39),
    KRB_AP_ERR_MSG_TYPE(40),
    KRB_AP_ERR_MODIFIED(41),
    KRB_AP_ERR_BADKEYVER(44),
    KRB_AP_ERR_NOKEY(45),
    KRB_AP_ERR_INAPP_CKSUM(50),
    KRB_ERR_GENERIC(60),
    KRB_AP_ERR_NO_TGT(67),
    /** RFC 8062 §7. */
    KRB_AP_ERR_PRINCIPAL_UNKNOWN(82);

    private final int number;

    StandardError(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Whether a KRB-ERROR can carry it. */
    public boolean isKerberos() {
        return !name().startsWith("GSS_");
    }

    /** {@code KRB_AP_ERR_SKEW (37)}. */
    @Override
    public String toString() {
        return name() + " (" + number + ")";
    }
}
