// The ways to look at a figure that a first visit does without.
import '../styles/panels.css';
import './code-panel.ts';
import './compare-panel.ts';
import './cost-panel.ts';
import './heads-panel.ts';
import './lines-panel.ts';
import './points-panel.ts';
import './table-panel.ts';
