package hermes.local.identity;

/**
 * Who has logged in where.
 *
 * @param user the claim {@code sub}
 * @param room the claim {@code room}; empty: the token names none
 * @param client the claim {@code aud}
 * @param challenge the hash by which whoever exchanges the code proves to have asked for it (RFC 7636); empty: none
 * @param algorithm the one that its tokens are signed with
 */
record Login(String user, String room, String client, String challenge, String algorithm) {}
