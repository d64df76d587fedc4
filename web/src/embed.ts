import { start } from './start.ts';
import './styles/figure.css';
import './views/embed.ts';

void start('attention-embed');
