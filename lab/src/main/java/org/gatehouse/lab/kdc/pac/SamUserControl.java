package org.gatehouse.lab.kdc.pac;

/**
 * {@code userAccountControl} as KERB_VALIDATION_INFO has it: not the flags of the directory ([MS-ADTS] 2.2.16), but those of
 * the account database ([MS-SAMR] 2.2.1.12), whose order is another.
 */
final class SamUserControl {
    /** From the directory's flags to the account database's, [MS-SAMR] 3.1.5.14.2. */
    private static final int[][] FLAGS = {
        {0x0000_0002, 0x0000_0001}, // disabled
        {0x0000_0008, 0x0000_0002}, // home directory required
        {0x0000_0010, 0x0000_0400}, // locked out
        {0x0000_0020, 0x0000_0004}, // password not required
        {0x0000_0080, 0x0000_0800}, // password kept with reversible encryption
        {0x0000_0100, 0x0000_0008}, // temporary duplicate account
        {0x0000_0200, 0x0000_0010}, // normal account
        {0x0000_0800, 0x0000_0040}, // interdomain trust account
        {0x0000_1000, 0x0000_0080}, // workstation trust account
        {0x0000_2000, 0x0000_0100}, // server trust account
        {0x0001_0000, 0x0000_0200}, // password does not expire
        {0x0002_0000, 0x0000_0020}, // majority node set account
        {0x0004_0000, 0x0000_1000}, // smart card required
        {0x0008_0000, 0x0000_2000}, // trusted for delegation
        {0x0010_0000, 0x0000_4000}, // not delegated
        {0x0020_0000, 0x0000_8000}, // DES keys only
        {0x0040_0000, 0x0001_0000}, // no pre-authentication
        {0x0080_0000, 0x0002_0000}, // password expired
        {0x0100_0000, 0x0004_0000}, // trusted to authenticate for delegation
        {0x0200_0000, 0x0008_0000}, // no PAC required
        {0x0400_0000, 0x0010_0000}, // partial secrets account
    };

    private SamUserControl() {}

    static int of(int userAccountControl) {
        int result = 0;
        for (int[] flag : FLAGS) {
            result |= (userAccountControl & flag[0]) == 0 ? 0 : flag[1];
        }
        return result;
    }
}
