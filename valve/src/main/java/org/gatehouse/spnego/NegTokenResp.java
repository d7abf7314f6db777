package org.gatehouse.spnego;

import java.util.Optional;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * NegTokenResp (RFC 4178 §4.2.2): the acceptor's answer, and every token of the client after its first.
 *
 * @param supportedMech content octets of the chosen mechanism's identifier, as the client wrote it
 * @param negState absent in some tokens of clients
 * @param responseToken of the chosen mechanism
 * @param mechListMic signature of the first token's mechTypes
 */
public record NegTokenResp(
        Optional<NegState> negState,
        Optional<Bytes> supportedMech,
        Optional<Bytes> responseToken,
        Optional<Bytes> mechListMic) {
    /** {@code [1]}, NegotiationToken's choice of this type: the first octet of such a token. */
    public static final int TAG = 0xa1;

    private static final int MAX_STATE = 3;

    public static NegTokenResp reject() {
        return new NegTokenResp(Optional.of(NegState.REJECT), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A rejection with the mechanism's own error in it. */
    public static NegTokenResp reject(Bytes supportedMech, Bytes error) {
        return answer(NegState.REJECT, supportedMech, error);
    }

    /** Names the mechanism that was chosen, where the client has to send a token of it yet. */
    public static NegTokenResp chosen(Bytes supportedMech, boolean micRequired) {
        return answer(micRequired ? NegState.REQUEST_MIC : NegState.ACCEPT_INCOMPLETE, supportedMech, Bytes.EMPTY);
    }

    public static NegTokenResp completed(Bytes supportedMech, Bytes responseToken) {
        return answer(NegState.ACCEPT_COMPLETED, supportedMech, responseToken);
    }

    /** The mechanism has done its work, and the client's signature of its list is still to come. */
    public static NegTokenResp incomplete(Bytes supportedMech, Bytes responseToken) {
        return answer(NegState.ACCEPT_INCOMPLETE, supportedMech, responseToken);
    }

    private static NegTokenResp answer(NegState state, Bytes supportedMech, Bytes responseToken) {
        return new NegTokenResp(
                Optional.of(state),
                Optional.of(supportedMech),
                Optional.of(responseToken).filter(token -> !token.isEmpty()),
                Optional.empty());
    }

    /** The same with a signature. */
    public NegTokenResp signed(Bytes mic) {
        return new NegTokenResp(negState, supportedMech, responseToken, Optional.of(mic));
    }

    public static NegTokenResp parse(Bytes negotiationToken) throws WireException {
        DerReader der = new DerReader(negotiationToken.cursor("NegotiationToken"));
        der.enter("negTokenResp", TAG);
        der.enter("NegTokenResp", Tag.SEQUENCE);
        Optional<NegState> negState =
                der.has(0) ? Optional.of(NegState.of(der.enumerated(0, "negState", MAX_STATE))) : Optional.empty();
        Optional<Bytes> supportedMech = der.has(1) ? Optional.of(der.oid(1, "supportedMech")) : Optional.empty();
        Optional<Bytes> responseToken = der.has(2) ? Optional.of(der.octets(2, "responseToken")) : Optional.empty();
        Optional<Bytes> mechListMic = der.has(3) ? Optional.of(der.octets(3, "mechListMIC")) : Optional.empty();
        der.leave();
        der.leave();
        der.expectEnd();
        return new NegTokenResp(negState, supportedMech, responseToken, mechListMic);
    }

    /** A NegotiationToken: this answer has no InitialContextToken around it (RFC 4178 §4.2). */
    public Bytes encode() {
        DerWriter der = new DerWriter();
        int token = der.begin(TAG);
        int sequence = der.begin(Tag.SEQUENCE);
        negState.ifPresent(state -> der.enumerated(0, state.number()));
        supportedMech.ifPresent(oid -> der.oid(1, oid));
        responseToken.ifPresent(response -> der.octets(2, response));
        mechListMic.ifPresent(mic -> der.octets(3, mic));
        der.end(sequence);
        der.end(token);
        return der.toBytes();
    }
}
