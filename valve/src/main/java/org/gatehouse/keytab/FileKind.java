package org.gatehouse.keytab;

import java.util.Optional;
import org.gatehouse.wire.Bytes;

/** What files turn out to be that should be keytabs: for each what it is, and what to do. */
public enum FileKind {
    BASE64_OF_KEYTAB(
            "it is base64 of a keytab",
            "Decode it: base64 -d http.keytab.b64 > http.keytab. Data of a Kubernetes Secret is base64 once,"
                    + " not twice."),
    URL_SAFE_BASE64_OF_KEYTAB(
            "it is base64 of a keytab, in the URL-safe alphabet",
            "Decode it: tr -- '-_' '+/' < http.keytab.b64 | base64 -d > http.keytab."),
    UTF_16_BASE64_OF_KEYTAB(
            "it is base64 of a keytab, saved as UTF-16 text",
            "Decode it: iconv -f UTF-16 -t ASCII http.keytab.b64 | base64 -d > http.keytab."),
    HEX_OF_KEYTAB(
            "it is a keytab in hexadecimal digits",
            "Turn it back into bytes: xxd -r -p http.keytab.hex > http.keytab."),
    HEX_DUMP(
            "it is a hex dump",
            "Copy the keytab itself. A dump that xxd made can be turned back: xxd -r http.keytab.hex > http.keytab."),
    UTF_8_MARK(
            "a UTF-8 byte order mark is before a keytab: a text editor has saved the file",
            "Copy the original file again, as a binary file, or remove the mark:"
                    + " tail -c +4 http.keytab > new.keytab."),
    UTF_16_MARK(
            "a UTF-16 byte order mark is before a keytab: a text editor has saved the file",
            "Copy the original file again, as a binary file, or remove the mark:"
                    + " tail -c +3 http.keytab > new.keytab."),
    UTF_16_KEYTAB(
            "it is a keytab that was converted to UTF-16 text",
            "Copy the original file again, as a binary file (in PowerShell with Copy-Item, not with > or Out-File)."),
    UTF_8_KEYTAB(
            "it is a keytab that was converted from ISO 8859-1 to UTF-8 text",
            "Copy the original file again, as a binary file."),
    REPLACED_CHARACTERS(
            "it is a keytab that was converted to text: bytes of it were replaced by U+FFFD (ef bf bd) and are lost",
            "Copy the original file again, as a binary file, or export the keytab again. Text editors and JSON cannot"
                    + " hold a keytab; base64 can."),
    CONVERTED_LINE_ENDS(
            "it is a keytab whose line ends were converted (CR, LF): it was copied in text mode",
            "Copy the original file again, as a binary file (ftp: binary; git: *.keytab binary in .gitattributes)."),
    HTML("it is an HTML page, perhaps an error page that was saved", "Download the keytab again, and sign in for it."),
    XML("it is an XML file", "Copy the keytab again."),
    CERTIFICATE(
            "it is a PEM file with a certificate",
            "Name the keytab: certificates belong to the <Connector>, not to this attribute."),
    PRIVATE_KEY(
            "it is a PEM file with a private key",
            "Name the keytab: private keys of TLS belong to the <Connector>, not to this attribute."),
    PEM("it is a PEM file", "Name the keytab."),
    JAVA_KEYSTORE(
            "it is a Java keystore",
            "Name the keytab: a keystore holds certificates for TLS and belongs to the <Connector>."),
    PKCS12(
            "it is a PKCS #12 keystore",
            "Name the keytab: a keystore holds certificates for TLS and belongs to the <Connector>."),
    DER("it is a DER file, perhaps a certificate", "Name the keytab."),
    CREDENTIAL_CACHE(
            "it is a Kerberos credential cache: it holds tickets of a user, and no key of a service",
            "Export a keytab: ktpass, ktutil or samba-tool domain exportkeytab."),
    KRB5_CONF("it is a krb5.conf", "Name the keytab. Gatehouse needs no krb5.conf."),
    GZIP("it is a gzip file", "Unpack it: gunzip < http.keytab.gz > http.keytab."),
    ZIP("it is a zip file", "Unpack it: unzip."),
    COMPRESSED("it is a compressed file", "Unpack it."),
    TAR("it is a tar archive", "Unpack it: tar -xf."),
    ADDRESS("it is text that begins with a URL", "Download what the URL leads to, and name that file."),
    UTF_16_TEXT("it is UTF-16 text", "Name the keytab, or export it: ktpass, ktutil, samba-tool domain exportkeytab."),
    TEXT("it is text", "Name the keytab, or export it: ktpass, ktutil, samba-tool domain exportkeytab."),
    ZEROS("it holds only zero bytes", "Copy it again, or export it again. Check whether the disk is full.");

    private final String what;
    private final String remedy;

    FileKind(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /**
     * What a file is that cannot be read as a keytab, or not all of it; empty if its beginning tells nothing, or if it is a
     * keytab that nothing but its entries is wrong with.
     */
    public static Optional<FileKind> of(Bytes file) {
        return FileKindDetector.detect(file);
    }

    /** Half a sentence. */
    public String what() {
        return what;
    }

    /** One sentence or more. */
    public String remedy() {
        return remedy;
    }
}
