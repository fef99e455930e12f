package hermes.send.http;

import software.amazon.awssdk.http.SdkHttpRequest;

/** Whom a connection leads to. Immutable. */
record Origin(boolean tls, String host, int port) {

    static Origin of(SdkHttpRequest request) {
        return new Origin(request.protocol().equals("https"), request.host(), request.port());
    }

    /** As the header {@code Host} wants it. */
    String authority() {
        return port == (tls ? 443 : 80) ? host : host + ":" + port;
    }
}
