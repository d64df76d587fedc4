// The views of the mechanisms that a first visit does without, loaded with the first of them.
import '../styles/choosers.css';
import './block-lanes.ts';
import './choosers.ts';
import './chosen.ts';
import './further-formula.ts';
import './further-lanes.ts';
import './order.ts';
