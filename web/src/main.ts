import { start } from './start.ts';
import './styles/page.css';
import './views/app.ts';

void start('attention-app');
