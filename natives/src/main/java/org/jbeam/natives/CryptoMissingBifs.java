package org.jbeam.natives;

import java.util.List;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** What of module crypto is not there: public keys, and OpenSSL's engines. Each function says so in OTP's way. */
@BifModule("crypto")
public final class CryptoMissingBifs {
    private static final Atom NOTSUP = Atom.of("notsup");

    private CryptoMissingBifs() {}

    /** {@code pubkey_algorithms()}: none. */
    @Bif("pubkey_algorithms")
    public static Term pubkeyAlgorithms() {
        return CryptoErrors.atoms(List.of());
    }

    /** {@code curve_algorithms()}: none. */
    @Bif("curve_algorithms")
    public static Term curveAlgorithms() {
        return CryptoErrors.atoms(List.of());
    }

    /** {@code rsa_opts_algorithms()}: none. */
    @Bif("rsa_opts_algorithms")
    public static Term rsaOptions() {
        return CryptoErrors.atoms(List.of());
    }

    private static BifException publicKeys() {
        return CryptoErrors.notsup(0, "Public keys are not supported");
    }

    /** {@code pkey_sign_nif/5}: not supported. */
    @Bif(value = "pkey_sign_nif", withoutSupport = true)
    public static Term pkeySign(Term a0, Term a1, Term a2, Term a3, Term a4) {
        throw publicKeys();
    }

    /** {@code pkey_verify_nif/6}: not supported. */
    @Bif(value = "pkey_verify_nif", withoutSupport = true)
    public static Term pkeyVerify(Term a0, Term a1, Term a2, Term a3, Term a4, Term a5) {
        throw publicKeys();
    }

    /** {@code pkey_crypt_nif/6}: not supported. */
    @Bif(value = "pkey_crypt_nif", withoutSupport = true)
    public static Term pkeyCrypt(Term a0, Term a1, Term a2, Term a3, Term a4, Term a5) {
        throw publicKeys();
    }

    /** {@code rsa_generate_key_nif/2}: not supported. */
    @Bif(value = "rsa_generate_key_nif", withoutSupport = true)
    public static Term rsaGenerateKey(Term a0, Term a1) {
        throw publicKeys();
    }

    /** {@code dh_generate_key_nif/4}: not supported. */
    @Bif(value = "dh_generate_key_nif", withoutSupport = true)
    public static Term dhGenerateKey(Term a0, Term a1, Term a2, Term a3) {
        throw publicKeys();
    }

    /** {@code dh_compute_key_nif/3}: not supported. */
    @Bif(value = "dh_compute_key_nif", withoutSupport = true)
    public static Term dhComputeKey(Term a0, Term a1, Term a2) {
        throw publicKeys();
    }

    /** {@code evp_compute_key_nif/3}: not supported. */
    @Bif(value = "evp_compute_key_nif", withoutSupport = true)
    public static Term evpComputeKey(Term a0, Term a1, Term a2) {
        throw publicKeys();
    }

    /** {@code evp_generate_key_nif/2}: not supported. */
    @Bif(value = "evp_generate_key_nif", withoutSupport = true)
    public static Term evpGenerateKey(Term a0, Term a1) {
        throw publicKeys();
    }

    /** {@code privkey_to_pubkey_nif/2}: not supported. */
    @Bif(value = "privkey_to_pubkey_nif", withoutSupport = true)
    public static Term privkeyToPubkey(Term a0, Term a1) {
        throw publicKeys();
    }

    /** {@code srp_value_B_nif/5}: not supported. */
    @Bif(value = "srp_value_B_nif", withoutSupport = true)
    public static Term srpValueB(Term a0, Term a1, Term a2, Term a3, Term a4) {
        throw publicKeys();
    }

    /** {@code srp_user_secret_nif/7}: not supported. */
    @Bif(value = "srp_user_secret_nif", withoutSupport = true)
    public static Term srpUserSecret(Term a0, Term a1, Term a2, Term a3, Term a4, Term a5, Term a6) {
        throw publicKeys();
    }

    /** {@code srp_host_secret_nif/5}: not supported. */
    @Bif(value = "srp_host_secret_nif", withoutSupport = true)
    public static Term srpHostSecret(Term a0, Term a1, Term a2, Term a3, Term a4) {
        throw publicKeys();
    }

    /** {@code ec_generate_key_nif/2}: not supported. */
    @Bif(value = "ec_generate_key_nif", withoutSupport = true)
    public static Term ecGenerateKey(Term a0, Term a1) {
        throw publicKeys();
    }

    /** {@code ecdh_compute_key_nif/3}: not supported. */
    @Bif(value = "ecdh_compute_key_nif", withoutSupport = true)
    public static Term ecdhComputeKey(Term a0, Term a1, Term a2) {
        throw publicKeys();
    }

    /** {@code engine_by_id_nif/1}: {@code notsup}. */
    @Bif(value = "engine_by_id_nif", withoutSupport = true)
    public static Term engineById(Term a0) {
        return NOTSUP;
    }

    /** {@code engine_init_nif/1}: {@code notsup}. */
    @Bif(value = "engine_init_nif", withoutSupport = true)
    public static Term engineInit(Term a0) {
        return NOTSUP;
    }

    /** {@code engine_free_nif/1}: {@code notsup}. */
    @Bif(value = "engine_free_nif", withoutSupport = true)
    public static Term engineFree(Term a0) {
        return NOTSUP;
    }

    /** {@code engine_load_dynamic_nif/0}: {@code notsup}. */
    @Bif(value = "engine_load_dynamic_nif", withoutSupport = true)
    public static Term engineLoadDynamic() {
        return NOTSUP;
    }

    /** {@code engine_ctrl_cmd_strings_nif/3}: {@code notsup}. */
    @Bif(value = "engine_ctrl_cmd_strings_nif", withoutSupport = true)
    public static Term engineCtrlCmdStrings(Term a0, Term a1, Term a2) {
        return NOTSUP;
    }

    /** {@code engine_register_nif/2}: {@code notsup}. */
    @Bif(value = "engine_register_nif", withoutSupport = true)
    public static Term engineRegister(Term a0, Term a1) {
        return NOTSUP;
    }

    /** {@code engine_unregister_nif/2}: {@code notsup}. */
    @Bif(value = "engine_unregister_nif", withoutSupport = true)
    public static Term engineUnregister(Term a0, Term a1) {
        return NOTSUP;
    }

    /** {@code engine_add_nif/1}: {@code notsup}. */
    @Bif(value = "engine_add_nif", withoutSupport = true)
    public static Term engineAdd(Term a0) {
        return NOTSUP;
    }

    /** {@code engine_remove_nif/1}: {@code notsup}. */
    @Bif(value = "engine_remove_nif", withoutSupport = true)
    public static Term engineRemove(Term a0) {
        return NOTSUP;
    }

    /** {@code engine_get_first_nif/0}: {@code notsup}. */
    @Bif(value = "engine_get_first_nif", withoutSupport = true)
    public static Term engineGetFirst() {
        return NOTSUP;
    }

    /** {@code engine_get_next_nif/1}: {@code notsup}. */
    @Bif(value = "engine_get_next_nif", withoutSupport = true)
    public static Term engineGetNext(Term a0) {
        return NOTSUP;
    }

    /** {@code engine_get_id_nif/1}: {@code notsup}. */
    @Bif(value = "engine_get_id_nif", withoutSupport = true)
    public static Term engineGetId(Term a0) {
        return NOTSUP;
    }

    /** {@code engine_get_name_nif/1}: {@code notsup}. */
    @Bif(value = "engine_get_name_nif", withoutSupport = true)
    public static Term engineGetName(Term a0) {
        return NOTSUP;
    }

    /** {@code engine_get_all_methods_nif/0}: {@code notsup}. */
    @Bif(value = "engine_get_all_methods_nif", withoutSupport = true)
    public static Term engineGetAllMethods() {
        return NOTSUP;
    }

    /** {@code ensure_engine_loaded_nif/2}: {@code notsup}. */
    @Bif(value = "ensure_engine_loaded_nif", withoutSupport = true)
    public static Term ensureEngineLoaded(Term a0, Term a1) {
        return NOTSUP;
    }
}
