package org.casebook.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A kept-alive HTTP/1.1 connection that sends one request after the other. The load generator shares the machine with
 * the server, so it does as little as possible: one write, and one pass over the head of the answer.
 */
final class Connection implements Closeable {
    private static final int CONNECT_MILLIS = 10_000;
    private final Address address;
    private final Socket socket;
    private final AnswerReader reader;

    private Connection(Address address, Socket socket) throws IOException {
        this.address = address;
        this.socket = socket;
        this.reader = new AnswerReader(socket.getInputStream());
    }

    static Connection open(Address address) throws IOException {
        Socket socket = address.tls() ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            return new Connection(address, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    Answer send(Call call) throws IOException {
        socket.getOutputStream().write(call.toBytes(address));
        return reader.read();
    }

    /** Sends and insists on a good answer. */
    Answer require(Call call) throws IOException {
        Answer answer = send(call);
        if (!answer.ok()) {
            throw new IOException(call.method() + " " + call.path() + " → " + answer.beginning());
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
