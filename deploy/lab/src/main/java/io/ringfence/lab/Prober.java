package io.ringfence.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks real questions from inside a lab's machines: a TCP connection to a listener that greets, a UDP datagram to one
 * that echoes, an echo request. Many are asked at the same time, so a table of pairs takes one bound, not one a pair.
 * Each question is a new connection. {@link Responders} must stand where an answer is hoped for.
 */
public final class Prober {

    private final NetnsLab lab;
    private final Duration bound;

    /** @param bound how long an answer may take before it counts as {@link Answer#SILENT}; a second is plenty */
    public Prober(NetnsLab lab, Duration bound) {
        this.lab = lab;
        this.bound = bound;
    }

    /** One question; returns as soon as it is answered. */
    public Answer ask(Question question) {
        return ask(List.of(question)).get(0);
    }

    /** All the questions at once; the answers in their order. */
    public List<Answer> ask(List<Question> questions) {
        Deadline deadline = Deadline.in(bound);
        Answer[] answers = new Answer[questions.size()];
        Arrays.fill(answers, Answer.SILENT);
        try (Selector selector = Selector.open();
                Echoes echoes = new Echoes()) {
            try {
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = begin(questions.get(i), i, selector, echoes);
                }
                collect(selector, answers, deadline);
                echoes.replies(deadline).forEach(number -> answers[number] = Answer.ANSWERED);
            } finally {
                for (SelectionKey key : new ArrayList<>(selector.keys())) {
                    key.channel().close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(answers);
    }

    private Answer begin(Question question, int number, Selector selector, Echoes echoes) {
        return lab.inside(question.from()).call(() -> switch (question.transport()) {
            case TCP -> connect(question, number, selector);
            case UDP -> send(question, number, selector);
            case ICMP -> {
                echoes.send(question, number);
                yield Answer.SILENT;
            }
        });
    }

    private static Answer connect(Question question, int number, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        register(channel, SelectionKey.OP_CONNECT, number, selector);
        try {
            channel.bind(new InetSocketAddress(question.source(), Fresh.port()));
            channel.connect(new InetSocketAddress(question.to(), question.port()));
            return Answer.SILENT;
        } catch (IOException refused) {
            channel.close();
            return Answer.REFUSED;
        }
    }

    private static Answer send(Question question, int number, Selector selector) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        register(channel, SelectionKey.OP_READ, number, selector);
        channel.bind(new InetSocketAddress(question.source(), Fresh.port()));
        channel.connect(new InetSocketAddress(question.to(), question.port()));
        try {
            channel.write(ByteBuffer.wrap(new byte[] {Responders.GREETING}));
            return Answer.SILENT;
        } catch (IOException refused) {
            channel.close();
            return deniedBySendersKernel(refused) ? Answer.SILENT : Answer.REFUSED;
        }
    }

    /** Where a policy drops a packet that the machine itself sends, the kernel refuses the call with EPERM. */
    private static boolean deniedBySendersKernel(IOException refused) {
        return String.valueOf(refused.getMessage()).contains("not permitted");
    }

    private static void register(SelectableChannel channel, int interest, int number, Selector selector)
            throws IOException {
        channel.configureBlocking(false).register(selector, interest, number);
    }

    private static void collect(Selector selector, Answer[] answers, Deadline deadline) throws IOException {
        while (waiting(selector) && !deadline.passed()) {
            selector.select(deadline.leftMs());
            for (SelectionKey key : selector.selectedKeys()) {
                answers[(Integer) key.attachment()] = heard(key);
            }
            selector.selectedKeys().clear();
        }
    }

    private static boolean waiting(Selector selector) {
        return selector.keys().stream().anyMatch(SelectionKey::isValid);
    }

    private static Answer heard(SelectionKey key) throws IOException {
        try {
            if (key.channel() instanceof SocketChannel channel && key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                return Answer.SILENT;
            }
            boolean answered = read(key.channel()) > 0;
            key.channel().close();
            return answered ? Answer.ANSWERED : Answer.REFUSED;
        } catch (IOException refused) {
            key.channel().close();
            return Answer.REFUSED;
        }
    }

    private static int read(SelectableChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        return channel instanceof SocketChannel tcp ? tcp.read(buffer) : ((DatagramChannel) channel).read(buffer);
    }
}
