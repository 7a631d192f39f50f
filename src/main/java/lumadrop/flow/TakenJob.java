package lumadrop.flow;

import org.apache.camel.Exchange;

/** A job in hand, for the route that is to go on with it. */
record TakenJob(Hand hand, Hands hands) implements Claims.Taken {
    @Override
    public void mount(Exchange exchange) {
        hand.begin();
        exchange.setProperty(Hand.PROPERTY, hand);
        exchange.getIn().setBody(hand);
    }

    @Override
    public void putBack() {
        hands.putBack(hand);
    }

    @Override
    public void leave() {
        hands.leave(hand);
    }

    @Override
    public boolean hasMoved() {
        return hands.hasMoved(hand);
    }

    @Override
    public String label() {
        return Label.of(hand);
    }

    @Override
    public void finish(Exchange exchange) {
        hands.giveBack(hand, exchange.getException());
    }
}
